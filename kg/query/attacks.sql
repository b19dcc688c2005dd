SELECT date AS "date day", subject, relation AS "relation term", object, modality AS "modality term", speaker, assertion AS "sentence quote", article
FROM told
WHERE NOT negated AND relation IN ('attacks', 'invades', 'fights', 'claimsResponsibilityFor')
AND (subject = $actor OR object = $actor)
AND date >= $since
AND date <= $until
ORDER BY date, article, assertion
LIMIT $most
