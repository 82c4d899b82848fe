-- What would change: new products, and known ones of which a mapped field differs.
-- $1 the mapped fields, folded as constants.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT s.*, p.product_id IS NULL AS is_new
FROM pg_temp.stage_products s
LEFT JOIN tidings.product p ON p.product_id = s.product_id
WHERE p.product_id IS NULL
    OR ('title' = ANY ($1::text[]) AND s.title IS DISTINCT FROM p.title)
    OR ('url' = ANY ($1) AND s.url IS DISTINCT FROM p.url)
    OR ('image_url' = ANY ($1) AND s.image_url IS DISTINCT FROM p.image_url)
    OR ('price' = ANY ($1) AND s.price IS DISTINCT FROM p.price)
    OR ('currency' = ANY ($1) AND s.currency IS DISTINCT FROM p.currency)
    OR ('categories' = ANY ($1) AND coalesce(s.categories, '{}') <> p.categories)
    OR ('brand' = ANY ($1) AND s.brand IS DISTINCT FROM p.brand)
    OR ('author' = ANY ($1) AND s.author IS DISTINCT FROM p.author)
    OR ('publisher' = ANY ($1) AND s.publisher IS DISTINCT FROM p.publisher)
    OR ('published_on' = ANY ($1) AND s.published_on IS DISTINCT FROM p.published_on)
    OR ('importance' = ANY ($1) AND s.importance IS DISTINCT FROM p.importance)
    OR ('attributes' = ANY ($1) AND NOT p.attributes @> s.attributes)
