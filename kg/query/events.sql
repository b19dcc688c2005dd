SELECT DISTINCT event.entity AS event, place.object AS place, part.relation AS "how term", part.subject AS who
FROM (SELECT DISTINCT entity FROM kind WHERE type = 'Event' ORDER BY entity LIMIT $most) AS event -- each has a row at least
LEFT JOIN told AS place INDEXED BY deed ON place.subject = event.entity AND place.relation = 'occursIn' AND NOT place.negated AND place.modality <> 'possible'
LEFT JOIN told AS part INDEXED BY object ON part.object = event.entity AND NOT part.negated AND part.modality <> 'possible'
  AND part.relation IN ('participatesIn', 'hosts', 'claimsResponsibilityFor', 'mediates')
ORDER BY event.entity, place.object, part.relation, part.subject
LIMIT $most
