SELECT MIN(subject, object) AS one, MAX(subject, object) AS two, COUNT(*) AS assertions, COUNT(DISTINCT article) AS articles, MIN(date) AS "first day", MAX(date) AS "last day"
FROM deed
WHERE NOT copy AND relation IN (SELECT relation FROM act)
AND (subject = $actor OR object = $actor)
AND relation IN (SELECT relation FROM kin WHERE above = $group)
AND date >= $since
AND date <= $until
GROUP BY one, two
ORDER BY assertions DESC, one, two
LIMIT $most
