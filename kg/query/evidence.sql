SELECT subject, relation AS "relation term", object, modality AS "modality term", negated AS "negated flag", speaker, via, publisher AS "publisher text",
  date AS "date day", sentence AS "sentence text", quote.start AS start, stop AS "end", confidence AS "confidence decimal", article
FROM told JOIN quote USING (assertion)
WHERE quote.start IS NOT NULL AND stop IS NOT NULL AND confidence IS NOT NULL
ORDER BY subject, relation, object, date, article, quote.start, assertion
LIMIT $most
