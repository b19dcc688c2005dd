SELECT article.publisher AS "publisher text", COUNT(DISTINCT article.article) AS articles, COUNT(assertion) AS assertions, COUNT(speaker) AS claims, COUNT(via) AS throughAgencies
FROM article LEFT JOIN told ON told.article = article.article
GROUP BY article.publisher
ORDER BY assertions DESC, article.publisher
LIMIT $most
