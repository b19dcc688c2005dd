WITH held AS (
  SELECT object AS body, relation AS office, subject AS person, date
  FROM told
  WHERE NOT negated AND modality = 'actual' AND relation IN ('headOfStateOf', 'headOfGovernmentOf', 'foreignMinisterOf', 'defenceMinisterOf', 'leaderOf')
  AND object = $actor
),
last AS (
  SELECT body, office, MAX(date) AS date
  FROM held
  WHERE date IS NOT NULL
  AND date <= $until
  GROUP BY body, office
)
SELECT DISTINCT body, office AS "office term", person, date AS "date day"
FROM last JOIN held USING (body, office, date)
ORDER BY body, office, person
LIMIT $most
