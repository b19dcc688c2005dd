WITH event AS (SELECT DISTINCT entity FROM kind WHERE type = 'Event' ORDER BY entity LIMIT $most), -- each has a row at least
place AS (
  SELECT DISTINCT entity, told.object FROM event JOIN told INDEXED BY deed ON told.subject = entity AND relation = 'occursIn'
  WHERE NOT negated AND modality <> 'possible'
),
part AS (
  SELECT DISTINCT entity, relation, told.subject FROM event JOIN told INDEXED BY object ON told.object = entity
  WHERE relation IN ('participatesIn', 'hosts', 'claimsResponsibilityFor', 'mediates') AND NOT negated AND modality <> 'possible'
)
SELECT event.entity AS event, place.object AS place, part.relation AS "how term", part.subject AS who
FROM event LEFT JOIN place USING (entity) LEFT JOIN part USING (entity)
ORDER BY event.entity, place.object, part.relation, part.subject
LIMIT $most
