SELECT SUBSTR(date, 1, 7) AS "month text", act.above AS "group term", COUNT(*) AS assertions, COUNT(DISTINCT article) AS articles
FROM deed JOIN act USING (relation)
WHERE NOT copy
AND (subject = $actor OR object = $actor)
AND date >= $since
AND date <= $until
AND (subject = $other OR object = $other)
GROUP BY 1, 2
ORDER BY 1, 2
LIMIT $most
