WITH near AS MATERIALIZED (
  SELECT object AS through, relation FROM edge WHERE subject = $actor AND relation IN (SELECT relation FROM act)
  UNION ALL
  SELECT subject, relation FROM edge WHERE object = $actor AND relation IN (SELECT relation FROM act)
),
far AS (
  SELECT through, near.relation AS near_relation, edge.relation AS far_relation, edge.object AS far FROM near JOIN edge ON edge.subject = through
  UNION ALL
  SELECT through, near.relation, edge.relation, edge.subject FROM near JOIN edge ON edge.object = through
)
SELECT far, through, near_relation AS "near_relation term", far_relation AS "far_relation term"
FROM far
WHERE far <> $actor AND far_relation IN (SELECT relation FROM act)
AND far NOT IN (SELECT object FROM deed WHERE subject = $actor UNION SELECT subject FROM deed WHERE object = $actor)
ORDER BY far, through, near_relation, far_relation
LIMIT $most
