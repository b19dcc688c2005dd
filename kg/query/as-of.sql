SELECT subject, relation AS "relation term", object, COUNT(DISTINCT article) AS articles, MIN(date) AS "first day", MAX(date) AS "last day"
FROM deed
WHERE date IS NOT NULL
AND (subject = $actor OR object = $actor)
AND date <= $until
AND relation IN (SELECT relation FROM kin WHERE above = $group)
AND relation = $relation
GROUP BY subject, relation, object
ORDER BY subject, relation, object
LIMIT $most
