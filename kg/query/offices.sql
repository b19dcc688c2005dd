SELECT subject AS person, relation AS "office term", object AS body, modality AS "modality term", MIN(date) AS "first day", MAX(date) AS "last day", COUNT(DISTINCT article) AS articles
FROM told
WHERE NOT negated AND relation IN (SELECT relation FROM kin WHERE above = 'offices')
GROUP BY subject, relation, object, modality
ORDER BY object, relation, MIN(date), subject, modality
LIMIT $most
