-- What would change: new requests, and known ones of which a mapped field differs.
-- $1 the mapped fields.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT s.customer_id, s.product_id, s.line, w.customer_id IS NULL AS is_new
FROM pg_temp.stage_waiting s
LEFT JOIN tidings.waiting w
    ON w.customer_id = s.customer_id AND w.product_id = s.product_id
WHERE w.customer_id IS NULL
    OR ('requested_at' = ANY ($1::text[]) AND s.requested_at <> w.requested_at)
    OR ('quantity' = ANY ($1) AND s.quantity IS DISTINCT FROM w.quantity)
    OR ('expires_on' = ANY ($1) AND s.expires_on IS DISTINCT FROM w.expires_on)
