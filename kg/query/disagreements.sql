SELECT DISTINCT subject, relation AS "relation term", object, yes.speaker AS affirmedBy, yes.publisher AS "affirmedIn text",
  no.speaker AS deniedBy, no.publisher AS "deniedIn text"
FROM told AS no JOIN deed AS yes USING (subject, relation, object)
WHERE no.negated AND yes.publisher <> no.publisher
AND $outlet IN (yes.publisher, no.publisher)
ORDER BY subject, relation, object, yes.publisher, no.publisher, yes.speaker, no.speaker
LIMIT $most
