WITH state AS MATERIALIZED (
  SELECT DISTINCT entity FROM kind WHERE type = 'State'
),
home AS MATERIALIZED (
  SELECT DISTINCT subject AS person, object AS state
  FROM edge
  WHERE relation IN (SELECT relation FROM kin WHERE direct AND above = 'holdsOfficeIn') AND object IN (SELECT entity FROM state)
),
doer AS (
  SELECT * FROM home
  WHERE TRUE
  AND state = $actor
),
sufferer AS (
  SELECT * FROM home
  WHERE TRUE
  AND state = $other
)
SELECT COALESCE(doer.state, subject) AS "from", relation AS "relation term", COALESCE(sufferer.state, object) AS "to", COUNT(DISTINCT article) AS articles, MIN(date) AS "first day", MAX(date) AS "last day"
FROM deed LEFT JOIN doer ON doer.person = subject LEFT JOIN sufferer ON sufferer.person = object
WHERE NOT copy AND relation IN (SELECT relation FROM act)
AND relation IN (SELECT relation FROM kin WHERE above = $group)
AND date >= $since
AND date <= $until
AND COALESCE(doer.state, subject) <> COALESCE(sufferer.state, object)
AND COALESCE(doer.state, subject) IN (SELECT entity FROM state)
AND COALESCE(sufferer.state, object) IN (SELECT entity FROM state)
AND subject IN (SELECT $actor UNION SELECT person FROM doer)
AND object IN (SELECT $other UNION SELECT person FROM sufferer)
AND COALESCE(doer.state, subject) = $actor
AND COALESCE(sufferer.state, object) = $other
GROUP BY 1, 2, 3
ORDER BY articles DESC, 1, 2, 3
LIMIT $most
