WITH of AS (
  SELECT object AS event, * FROM told
  UNION ALL
  SELECT about, * FROM told WHERE about IS NOT NULL
)
SELECT event, subject, relation AS "relation term", object, negated AS "negated flag", modality AS "modality term", COALESCE(speaker, subject) AS speaker,
  via, publisher AS "publisher text", assertion AS "sentence quote"
FROM of
WHERE event IN (SELECT entity FROM kind WHERE type = 'Event')
AND (speaker IS NOT NULL OR relation IN ('claimsResponsibilityFor', 'accuses', 'denies'))
ORDER BY event, COALESCE(speaker, subject), relation, article, assertion
LIMIT $most
