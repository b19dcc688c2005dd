SELECT subject AS event, object AS place, COUNT(DISTINCT article) AS articles, MIN(date) AS "first day", MAX(date) AS "last day"
FROM deed
WHERE relation = 'occursIn'
AND date >= $since
AND date <= $until
GROUP BY subject, object
ORDER BY MIN(date), subject, object
LIMIT $most
