SELECT subject, relation AS "relation term", object, modality AS "modality term", COUNT(DISTINCT article) AS articles, MIN(date) AS "first day", MAX(date) AS "last day"
FROM deed
WHERE NOT copy AND relation IN ('arms', 'aids', 'exportsTo')
AND subject = $actor
AND object = $other
AND date >= $since
AND date <= $until
GROUP BY subject, relation, object, modality
ORDER BY articles DESC, subject, relation, object, modality
LIMIT $most
