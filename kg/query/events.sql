SELECT event.entity AS event, place.object AS place, part.relation AS "how term", part.subject AS who
FROM (SELECT DISTINCT entity FROM kind WHERE type = 'Event') AS event
LEFT JOIN edge AS place ON place.subject = event.entity AND place.relation = 'occursIn'
LEFT JOIN edge AS part ON part.object = event.entity AND part.relation IN ('participatesIn', 'hosts', 'claimsResponsibilityFor', 'mediates')
ORDER BY event.entity, place.object, part.relation, part.subject
LIMIT $most
