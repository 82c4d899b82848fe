-- What would change: orders that are new, that have a head that differs in a mapped field, that
-- moved to another customer, or of which a line may differ (maybe_same: nothing else does).
-- $1 the mapped fields, $2 whether the feed has lines.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT
    n.order_id, n.customer_id, n.placed_at, n.status, n.total, n.currency, n.channel, n.attributes,
    n.line, n.line_key, n.row_count, n.is_plain, n.lines_digest, NOT n.differs AS maybe_same,
    NOT n.is_here AND NOT EXISTS (
        SELECT FROM tidings.orders x WHERE x.order_id = n.order_id) AS is_new
FROM (
    SELECT
        h.*, o.order_id IS NOT NULL AS is_here, o.lines_digest AS old_digest,
        o.order_id IS NULL
            OR h.placed_at IS DISTINCT FROM o.placed_at
            OR ('status' = ANY ($1::text[]) AND h.status <> o.status)
            OR ('total' = ANY ($1) AND h.total IS DISTINCT FROM o.total)
            OR ('currency' = ANY ($1) AND h.currency IS DISTINCT FROM o.currency)
            OR ('channel' = ANY ($1) AND h.channel IS DISTINCT FROM o.channel)
            OR ('attributes' = ANY ($1) AND NOT o.attributes @> h.attributes) AS differs
    FROM pg_temp.stage_heads h
    LEFT JOIN tidings.orders o ON o.customer_id = h.customer_id AND o.order_id = h.order_id
) n
WHERE n.differs
    OR ($2::boolean AND (n.lines_digest = n.old_digest) IS NOT TRUE)
