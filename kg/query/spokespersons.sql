SELECT subject AS person, relation AS "relation term", object AS body, COUNT(DISTINCT article) AS articles,
  (SELECT COUNT(*) FROM told AS claim WHERE claim.speaker = told.subject) AS claims
FROM told
WHERE NOT negated AND relation IN ('spokespersonOf', 'representativeOf')
AND object = $actor
GROUP BY subject, relation, object
ORDER BY object, claims DESC, subject, relation
LIMIT $most
