-- Whether people were told of an occasion. $1 occasion.
SELECT FROM tidings.notice WHERE occasion = $1::text LIMIT 1
