-- Lets the new products in. $1 the load, $2 now, $3 whether this is the feed's first load: what
-- comes with a first load is no news.
INSERT INTO tidings.product (
    product_id, title, url, image_url, price, currency, categories, brand, author, publisher,
    published_on, importance, attributes, new_at, first_load_id, load_id, line)
SELECT
    s.product_id, s.title, s.url, s.image_url, s.price, s.currency, coalesce(s.categories, '{}'),
    s.brand, s.author, s.publisher, s.published_on, s.importance, coalesce(s.attributes, '{}'),
    CASE WHEN $3::boolean THEN NULL ELSE $2::timestamptz END, $1::bigint, $1::bigint, s.line
FROM pg_temp.delta s
WHERE s.is_new
