WITH of AS (
  SELECT object AS event, *, negated OR relation = 'denies' AS against FROM told
  UNION ALL
  SELECT about, *, negated OR relation = 'denies' FROM told WHERE about IS NOT NULL
  UNION ALL
  SELECT subject, *, negated OR relation = 'denies' FROM told
)
SELECT event, COUNT(DISTINCT CASE WHEN NOT against THEN assertion END) AS affirmed, COUNT(DISTINCT CASE WHEN against THEN assertion END) AS denied,
  COUNT(DISTINCT CASE WHEN against THEN NULL WHEN relation = 'accuses' THEN object WHEN relation = 'claimsResponsibilityFor' THEN subject END) AS suspects,
  COUNT(DISTINCT speaker) AS speakers
FROM of
WHERE event IN (SELECT entity FROM kind WHERE type = 'Event')
GROUP BY event
HAVING denied > 0 OR suspects > 1
ORDER BY denied DESC, suspects DESC, event
LIMIT $most
