-- What would change. A feed leaves alone what it does not map: one of flags keeps the units of
-- another. Whether a product is in stock follows its units where the feed does not say; a product
-- that the feed says nothing about (both empty) counts as not in stock.
-- $1 the mapped fields.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT
    n.product_id, n.line, n.is_new, n.available, n.in_stock, n.as_of, n.was_in_stock,
    n.was_available
FROM (
    SELECT
        s.product_id, s.line, k.product_id IS NULL AS is_new,
        CASE WHEN 'available' = ANY ($1::text[]) THEN s.available ELSE k.available END AS available,
        coalesce(s.in_stock, s.available > 0, false) AS in_stock,
        coalesce(s.as_of, k.as_of) AS as_of,
        coalesce(k.in_stock, false) AS was_in_stock,
        CASE WHEN k.in_stock THEN k.available ELSE 0 END AS was_available,
        k.available AS old_available, k.as_of AS old_as_of
    FROM pg_temp.stage_stock s
    LEFT JOIN tidings.stock k ON k.product_id = s.product_id
) n
WHERE n.is_new
    OR n.available IS DISTINCT FROM n.old_available
    OR n.in_stock <> n.was_in_stock
    OR n.as_of IS DISTINCT FROM n.old_as_of
