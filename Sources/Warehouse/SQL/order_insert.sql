-- Lets the heads of new orders in. $1 the load.
INSERT INTO tidings.orders (
    customer_id, order_id, placed_at, status, total, currency, channel, attributes, lines_digest,
    first_load_id, load_id, line)
SELECT
    d.customer_id, d.order_id, d.placed_at, d.status, d.total, d.currency, d.channel,
    coalesce(d.attributes, '{}'), d.lines_digest, $1::bigint, $1::bigint, d.line
FROM pg_temp.delta d
WHERE d.is_new
