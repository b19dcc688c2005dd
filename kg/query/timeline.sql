SELECT COALESCE(start, date) AS "day day", subject, relation AS "relation term", object, modality AS "modality term", speaker, time AS "when text", article
FROM deed
WHERE relation IN (SELECT relation FROM act)
AND (subject = $actor OR object = $actor)
AND COALESCE(start, date) >= $since
AND COALESCE(start, date) <= $until
ORDER BY COALESCE(start, date), subject, relation, object, article, assertion
LIMIT $most
