SELECT subject, relation AS "relation term", object, COUNT(DISTINCT article) AS articles, MIN(date) AS "first day", MAX(date) AS "last day"
FROM deed
WHERE NOT copy AND relation IN (SELECT relation FROM kin WHERE direct AND above = 'support')
AND subject = $actor
AND object = $other
AND date >= $since
AND date <= $until
GROUP BY subject, relation, object
ORDER BY articles DESC, subject, relation, object
LIMIT $most
