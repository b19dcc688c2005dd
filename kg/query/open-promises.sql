SELECT date AS "date day", speaker, subject, relation AS "relation term", object, assertion AS "sentence quote", article
FROM told
WHERE modality = 'planned' AND NOT negated
AND COALESCE((
  SELECT MAX(done.date)
  FROM told AS done
  WHERE (done.subject, done.relation, done.object) = (told.subject, told.relation, told.object) AND done.modality = 'actual' AND NOT done.negated
) < date, 1)
AND (subject = $actor OR object = $actor)
AND date >= $since
AND date <= $until
ORDER BY date, article, assertion
LIMIT $most
