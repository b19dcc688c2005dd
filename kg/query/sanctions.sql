SELECT date AS "date day", subject, relation AS "relation term", object, modality AS "modality term", negated AS "negated flag", speaker, assertion AS "sentence quote", article
FROM told
WHERE relation IN ('sanctions', 'cutsTiesWith')
AND (subject = $actor OR object = $actor)
AND date >= $since
AND date <= $until
ORDER BY date, article, assertion
LIMIT $most
