-- Lets the stock of products in that had none recorded. $1 the load.
INSERT INTO tidings.stock (
    product_id, available, in_stock, as_of, first_load_id, load_id, line)
SELECT d.product_id, d.available, d.in_stock, d.as_of, $1::bigint, $1::bigint, d.line
FROM pg_temp.delta d
WHERE d.is_new
