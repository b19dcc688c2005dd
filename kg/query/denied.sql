SELECT subject, relation AS "relation term", object, COUNT(*) AS denied,
  (SELECT COUNT(*) FROM deed WHERE (deed.subject, deed.relation, deed.object) = (told.subject, told.relation, told.object)) AS affirmed,
  COUNT(DISTINCT publisher) AS outlets
FROM told
WHERE negated
AND (subject = $actor OR object = $actor)
GROUP BY subject, relation, object
ORDER BY denied DESC, subject, relation, object
LIMIT $most
