-- Notes who ordered or waits for products of which a merge is about to change what expressions choose
-- products by. $1 which rows, $2 the transaction, $3 the mapped fields.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT DISTINCT k.customer_id, $1::text, $2::xid8
FROM (
    SELECT d.product_id
    FROM pg_temp.delta d
    LEFT JOIN tidings.product p ON p.product_id = d.product_id
    WHERE p.product_id IS NULL
        OR ('title' = ANY ($3::text[]) AND d.title IS DISTINCT FROM p.title)
        OR ('categories' = ANY ($3) AND coalesce(d.categories, '{}') <> p.categories)
        OR ('brand' = ANY ($3) AND d.brand IS DISTINCT FROM p.brand)
        OR ('author' = ANY ($3) AND d.author IS DISTINCT FROM p.author)
        OR ('publisher' = ANY ($3) AND d.publisher IS DISTINCT FROM p.publisher)
        OR ('published_on' = ANY ($3) AND d.published_on IS DISTINCT FROM p.published_on)
        OR ('attributes' = ANY ($3) AND NOT p.attributes @> d.attributes)
) n
JOIN (
    SELECT customer_id, product_id FROM tidings.order_line
    UNION ALL
    SELECT customer_id, product_id FROM tidings.waiting
) k ON k.product_id = n.product_id
ON CONFLICT DO NOTHING
