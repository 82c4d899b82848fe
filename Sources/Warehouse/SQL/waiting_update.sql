-- Writes requests that changed; a later request opens a closed wait again.
-- $1 the mapped fields, $2 the load.
UPDATE tidings.waiting w SET
    requested_at = CASE WHEN 'requested_at' = ANY ($1::text[])
        THEN coalesce(s.requested_at, w.requested_at) ELSE w.requested_at END,
    quantity = CASE WHEN 'quantity' = ANY ($1) THEN s.quantity ELSE w.quantity END,
    expires_on = CASE WHEN 'expires_on' = ANY ($1) THEN s.expires_on ELSE w.expires_on END,
    closed_at = CASE WHEN s.requested_at > w.closed_at THEN NULL ELSE w.closed_at END,
    load_id = $2::bigint,
    line = s.line
FROM pg_temp.stage_waiting s
JOIN pg_temp.delta d ON d.customer_id = s.customer_id AND d.product_id = s.product_id
WHERE w.customer_id = s.customer_id AND w.product_id = s.product_id AND NOT d.is_new
