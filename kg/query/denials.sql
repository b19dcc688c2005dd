SELECT date AS "date day", speaker, subject, relation AS "relation term", object, assertion AS "sentence quote", article
FROM told
WHERE (negated OR relation = 'denies')
AND (subject = $actor OR object = $actor)
AND date >= $since
AND date <= $until
ORDER BY date, article, assertion
LIMIT $most
