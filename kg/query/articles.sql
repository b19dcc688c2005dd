SELECT id AS "id text", date AS "date day", publisher AS "publisher text", language AS "language text", title AS "title text",
  (SELECT COUNT(*) FROM told WHERE told.article = article.article) AS assertions, source AS "source link"
FROM article
ORDER BY date, id
LIMIT $most
