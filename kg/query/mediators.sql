WITH done AS (
  SELECT subject AS actor, COUNT(DISTINCT object) AS mediations, COUNT(DISTINCT article) AS articles
  FROM deed
  WHERE relation = 'mediates'
  AND date >= $since
  AND date <= $until
  GROUP BY subject
),
met AS (
  SELECT subject, object FROM edge WHERE relation IN (SELECT relation FROM kin WHERE direct AND above = 'contact')
),
other AS (
  SELECT DISTINCT entity FROM kind WHERE type NOT IN ('Event', 'Document', 'Place')
)
SELECT actor, mediations, articles, (
  SELECT COUNT(*)
  FROM (SELECT object AS partner FROM met WHERE subject = actor UNION SELECT subject FROM met WHERE object = actor)
  WHERE partner IN (SELECT entity FROM other)
) AS contacts
FROM done
ORDER BY mediations DESC, contacts DESC, actor
LIMIT $most
