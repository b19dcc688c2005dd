WITH claim AS (
  SELECT speaker, COUNT(*) AS claims, SUM(negated) AS denials, COUNT(DISTINCT subject) AS about, COUNT(DISTINCT article) AS articles
  FROM told
  WHERE speaker IS NOT NULL
  GROUP BY speaker
)
SELECT speaker, type AS "type term", claims, denials, about, articles
FROM claim JOIN (SELECT DISTINCT entity AS speaker, type FROM kind) USING (speaker)
ORDER BY claims DESC, speaker, type
LIMIT $most
