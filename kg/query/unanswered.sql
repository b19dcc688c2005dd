WITH answer AS MATERIALIZED (
  SELECT subject AS accused, object AS matter FROM told WHERE relation = 'denies'
  UNION
  SELECT subject, about FROM told WHERE relation = 'denies' AND about IS NOT NULL
  UNION
  SELECT speaker, object FROM told WHERE negated AND speaker IS NOT NULL
  UNION
  SELECT speaker, about FROM told WHERE negated AND speaker IS NOT NULL AND about IS NOT NULL
)
SELECT date AS "date day", subject, object, about AS event, assertion AS "sentence quote", article
FROM told
WHERE relation = 'accuses' AND NOT negated
AND subject = $actor
AND object = $other
AND date >= $since
AND date <= $until
AND NOT EXISTS (SELECT * FROM answer WHERE accused = told.object AND matter IN (told.subject, COALESCE(told.about, told.subject)))
ORDER BY date, article, assertion
LIMIT $most
