SELECT date AS "date day", speaker, subject, relation AS "relation term", object, time AS "when text", assertion AS "sentence quote", article
FROM told
WHERE modality = 'planned' AND NOT negated
AND (subject = $actor OR object = $actor)
AND date >= $since
AND date <= $until
ORDER BY date, article, assertion
LIMIT $most
