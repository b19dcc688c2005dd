SELECT object AS body, relation AS "relation term", subject AS member, modality AS "modality term", COUNT(DISTINCT article) AS articles, MIN(date) AS "first day", MAX(date) AS "last day"
FROM told
WHERE NOT negated AND relation IN ('memberOf', 'chairs')
AND object = $actor
GROUP BY object, relation, subject, modality
ORDER BY object, relation, subject, modality
LIMIT $most
