-- Writes the heads of new and changed orders; a feed leaves fields alone that it does not map, also
-- those of an order that comes from another customer. $1 the mapped fields, $2 the load.
INSERT INTO tidings.orders AS o (
    customer_id, order_id, placed_at, status, total, currency, channel, attributes,
    first_load_id, load_id, line)
SELECT
    h.customer_id, h.order_id, h.placed_at,
    CASE WHEN 'status' = ANY ($1::text[]) THEN h.status ELSE coalesce(x.status, h.status) END,
    CASE WHEN 'total' = ANY ($1) THEN h.total ELSE x.total END,
    CASE WHEN 'currency' = ANY ($1) THEN h.currency ELSE x.currency END,
    CASE WHEN 'channel' = ANY ($1) THEN h.channel ELSE x.channel END,
    coalesce(x.attributes, '{}') || coalesce(h.attributes, '{}'),
    coalesce(x.first_load_id, $2::bigint), $2::bigint, h.line
FROM pg_temp.stage_heads h
JOIN pg_temp.delta d ON d.order_id = h.order_id
LEFT JOIN (
    SELECT DISTINCT ON (a.order_id)
        a.order_id, a.status, a.total, a.currency, a.channel, a.attributes, a.first_load_id
    FROM tidings.orders a
    JOIN pg_temp.delta b ON b.order_id = a.order_id AND b.customer_id <> a.customer_id
    ORDER BY a.order_id, a.load_id DESC
) x ON x.order_id = h.order_id
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
