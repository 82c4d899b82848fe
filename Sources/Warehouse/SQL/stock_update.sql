-- Writes the stock that changed. $1 the load.
UPDATE tidings.stock k
SET available = d.available, in_stock = d.in_stock, as_of = d.as_of,
    load_id = $1::bigint, line = d.line
FROM pg_temp.delta d
WHERE k.product_id = d.product_id AND NOT d.is_new
