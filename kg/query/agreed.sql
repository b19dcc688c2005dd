SELECT subject, relation AS "relation term", object, COUNT(DISTINCT publisher) AS outlets, COUNT(DISTINCT article) AS articles
FROM deed
WHERE publisher IS NOT NULL
AND (subject = $actor OR object = $actor)
AND relation IN (SELECT relation FROM kin WHERE above = $group)
GROUP BY subject, relation, object
HAVING outlets > 1
ORDER BY outlets DESC, articles DESC, subject, relation, object
LIMIT $most
