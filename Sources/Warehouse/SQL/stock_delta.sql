-- What would change. Whether a product is in stock follows its units where the feed does not say.
-- A product that the feed says nothing about (both empty) counts as not in stock.
-- $1 the mapped fields.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT
    s.product_id, s.line, k.product_id IS NULL AS is_new, s.available,
    coalesce(s.in_stock, s.available > 0, false) AS in_stock, s.as_of,
    coalesce(k.in_stock, false) AS was_in_stock,
    CASE WHEN k.in_stock THEN k.available ELSE 0 END AS was_available
FROM pg_temp.stage_stock s
LEFT JOIN tidings.stock k ON k.product_id = s.product_id
WHERE k.product_id IS NULL
    OR s.available IS DISTINCT FROM k.available
    OR coalesce(s.in_stock, s.available > 0, false) <> k.in_stock
    OR ('as_of' = ANY ($1::text[]) AND s.as_of IS DISTINCT FROM k.as_of)
