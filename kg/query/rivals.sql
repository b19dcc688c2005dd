SELECT DISTINCT subject, relation AS "relation term", object, yes.speaker AS affirmedBy, yes.article AS affirmedIn, no.speaker AS deniedBy, no.article AS deniedIn
FROM told AS no JOIN deed AS yes USING (subject, relation, object)
WHERE no.negated
ORDER BY subject, relation, object, yes.speaker, no.speaker, yes.article, no.article
LIMIT $most
