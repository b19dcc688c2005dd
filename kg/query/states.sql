WITH state AS MATERIALIZED (
  SELECT DISTINCT entity FROM kind WHERE type = 'State'
),
home AS MATERIALIZED (
  SELECT DISTINCT subject AS person, object AS state
  FROM deed
  WHERE relation IN (SELECT relation FROM kin WHERE direct AND above = 'holdsOfficeIn') AND object IN (SELECT entity FROM state)
),
side AS MATERIALIZED (
  SELECT person AS one, state FROM home
  UNION ALL
  SELECT entity, entity FROM state WHERE entity NOT IN (SELECT person FROM home)
)
SELECT doer.state AS "from", relation AS "relation term", sufferer.state AS "to", COUNT(DISTINCT article) AS articles, MIN(date) AS "first day", MAX(date) AS "last day"
FROM side AS doer CROSS JOIN deed ON subject = doer.one CROSS JOIN side AS sufferer ON object = sufferer.one
WHERE NOT copy AND relation IN (SELECT relation FROM act)
AND relation IN (SELECT relation FROM kin WHERE above = $group)
AND date >= $since
AND date <= $until
AND doer.state <> sufferer.state
AND doer.state = $actor
AND sufferer.state = $other
GROUP BY 1, 2, 3
ORDER BY articles DESC, 1, 2, 3
LIMIT $most
