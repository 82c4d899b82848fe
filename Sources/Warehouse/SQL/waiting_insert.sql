-- Lets the new requests in; without a time of their own they count from now. $1 load, $2 now.
INSERT INTO tidings.waiting (
    customer_id, product_id, requested_at, quantity, expires_on, first_load_id, load_id, line)
SELECT
    s.customer_id, s.product_id, coalesce(s.requested_at, $2::timestamptz), s.quantity,
    s.expires_on, $1::bigint, $1::bigint, s.line
FROM pg_temp.stage_waiting s
JOIN pg_temp.delta d ON d.customer_id = s.customer_id AND d.product_id = s.product_id
WHERE d.is_new
