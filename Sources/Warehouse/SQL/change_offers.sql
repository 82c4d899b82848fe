-- Notes that a merge is about to change the importance of products, which may change every day: for
-- everybody, as those who ordered one of them are many, and expressions that choose by it few.
-- $1 the transaction, $2 the mapped fields.
INSERT INTO tidings.change (customer_id, what, xid)
SELECT '', 'offer', $1::xid8
WHERE EXISTS (
    SELECT
    FROM pg_temp.delta d
    LEFT JOIN tidings.product p ON p.product_id = d.product_id
    WHERE p.product_id IS NULL
        OR ('importance' = ANY ($2::text[]) AND d.importance IS DISTINCT FROM p.importance)
)
ON CONFLICT DO NOTHING
