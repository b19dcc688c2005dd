SELECT MIN(publisher) AS "publisher text", subject, relation AS "relation term", object, negated AS "negated flag", COUNT(DISTINCT article) AS articles
FROM told
WHERE publisher IS NOT NULL
AND (subject = $actor OR object = $actor)
GROUP BY subject, relation, object, negated
HAVING MIN(publisher) = MAX(publisher)
AND MIN(publisher) = $outlet
ORDER BY MIN(publisher), articles DESC, subject, relation, object, negated
LIMIT $most
