-- Writes the heads of new and changed orders; a feed leaves fields alone that it does not map.
-- $1 the mapped fields, $2 the load.
INSERT INTO tidings.orders AS o (
    customer_id, order_id, placed_at, status, total, currency, channel, attributes,
    first_load_id, load_id, line)
SELECT
    h.customer_id, h.order_id, h.placed_at, h.status, h.total, h.currency, h.channel,
    coalesce(h.attributes, '{}'), $2::bigint, $2::bigint, h.line
FROM pg_temp.stage_heads h
JOIN pg_temp.delta d ON d.order_id = h.order_id
ON CONFLICT (customer_id, order_id) DO UPDATE SET
    placed_at = excluded.placed_at,
    status = CASE WHEN 'status' = ANY ($1::text[]) THEN excluded.status ELSE o.status END,
    total = CASE WHEN 'total' = ANY ($1) THEN excluded.total ELSE o.total END,
    currency = CASE WHEN 'currency' = ANY ($1) THEN excluded.currency ELSE o.currency END,
    channel = CASE WHEN 'channel' = ANY ($1) THEN excluded.channel ELSE o.channel END,
    attributes = CASE WHEN 'attributes' = ANY ($1)
        THEN o.attributes || excluded.attributes ELSE o.attributes END,
    load_id = excluded.load_id,
    line = excluded.line
