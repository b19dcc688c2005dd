SELECT SUBSTR(date, 1, 7) AS "month text", subject, relation AS "relation term", object, COUNT(DISTINCT article) AS articles
FROM deed
WHERE NOT copy AND relation IN ('visits', 'meets')
AND (subject = $actor OR object = $actor)
AND date >= $since
AND date <= $until
GROUP BY 1, subject, relation, object
ORDER BY 1, subject, relation, object
LIMIT $most
