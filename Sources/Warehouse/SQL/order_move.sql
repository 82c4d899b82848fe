-- Writes the heads of orders that come from another customer, with what other feeds said of them.
-- $1 the mapped fields, $2 the load, $3 whether the feed replaces the lines: else those that move
-- along are not what the digest stands for.
INSERT INTO tidings.orders (
    customer_id, order_id, placed_at, status, total, currency, channel, attributes, lines_digest,
    first_load_id, load_id, line)
SELECT
    d.customer_id, d.order_id, d.placed_at,
    CASE WHEN 'status' = ANY ($1::text[]) THEN d.status ELSE x.status END,
    CASE WHEN 'total' = ANY ($1) THEN d.total ELSE x.total END,
    CASE WHEN 'currency' = ANY ($1) THEN d.currency ELSE x.currency END,
    CASE WHEN 'channel' = ANY ($1) THEN d.channel ELSE x.channel END,
    x.attributes || coalesce(d.attributes, '{}'),
    CASE WHEN $3::boolean THEN d.lines_digest END, x.first_load_id, $2::bigint, d.line
FROM pg_temp.delta d
JOIN (
    SELECT DISTINCT ON (a.order_id)
        a.order_id, a.status, a.total, a.currency, a.channel, a.attributes, a.first_load_id
    FROM tidings.orders a
    JOIN pg_temp.delta b ON b.order_id = a.order_id AND b.customer_id <> a.customer_id
    ORDER BY a.order_id, a.load_id DESC
) x ON x.order_id = d.order_id
ON CONFLICT (customer_id, order_id) DO NOTHING
