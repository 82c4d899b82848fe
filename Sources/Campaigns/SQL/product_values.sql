-- What templates may show of products. $1 the products.
SELECT product_id, title, url, image_url, price::text AS price, currency, brand, author, publisher
FROM tidings.product
WHERE product_id = ANY ($1::text[])
