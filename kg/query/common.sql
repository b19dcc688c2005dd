WITH edges AS (
  SELECT subject, relation, object FROM edge WHERE relation IN (SELECT relation FROM kin)
),
mine AS (
  SELECT object AS shared, relation FROM edges WHERE subject = $actor UNION ALL SELECT subject, relation FROM edges WHERE object = $actor
),
theirs AS (
  SELECT object AS shared, relation FROM edges WHERE subject = $other UNION ALL SELECT subject, relation FROM edges WHERE object = $other
)
SELECT DISTINCT shared, mine.relation AS "actor_relation term", theirs.relation AS "other_relation term"
FROM mine JOIN theirs USING (shared)
ORDER BY shared, mine.relation, theirs.relation
LIMIT $most
