SELECT date AS "date day", subject, relation AS "relation term", object, speaker, assertion AS "sentence quote", article
FROM told
WHERE NOT negated AND relation IN ('threatens', 'warns', 'demands')
AND subject = $actor
AND object = $other
AND date >= $since
AND date <= $until
ORDER BY date, article, assertion
LIMIT $most
