WITH near AS MATERIALIZED (
  SELECT DISTINCT object AS through, relation, 1 AS whose FROM deed WHERE subject = $actor AND relation IN (SELECT relation FROM act)
  UNION ALL
  SELECT DISTINCT subject, relation, 0 FROM deed WHERE object = $actor AND relation IN (SELECT relation FROM act)
),
known AS MATERIALIZED (
  SELECT $actor AS who UNION SELECT object FROM deed WHERE subject = $actor UNION SELECT subject FROM deed WHERE object = $actor
),
foremost AS MATERIALIZED (
  SELECT object AS far FROM deed WHERE subject IN (SELECT through FROM near) AND object NOT IN (SELECT who FROM known) AND relation IN (SELECT relation FROM act)
  UNION
  SELECT subject FROM deed WHERE object IN (SELECT through FROM near) AND subject NOT IN (SELECT who FROM known) AND relation IN (SELECT relation FROM act)
  ORDER BY 1
  LIMIT $most
),
link AS MATERIALIZED (
  SELECT DISTINCT far, relation, object AS through, 1 AS whose FROM foremost JOIN told INDEXED BY deed ON subject = far WHERE NOT negated AND modality <> 'possible'
  UNION ALL
  SELECT DISTINCT far, relation, subject, 0 FROM foremost JOIN told INDEXED BY object ON object = far WHERE NOT negated AND modality <> 'possible'
)
SELECT far, through, near.relation AS "near_relation term", link.relation AS "far_relation term"
FROM link JOIN near USING (through)
WHERE link.relation IN (SELECT relation FROM act)
ORDER BY far, through, near.relation, link.relation
LIMIT $most
