-- Writes the heads of changed orders; a feed leaves fields alone that it does not map.
-- $1 the mapped fields, $2 the load, $3 whether the feed has lines, $4 whether it adds them: then
-- the digest no longer stands for all lines.
UPDATE tidings.orders o SET
    placed_at = d.placed_at,
    status = CASE WHEN 'status' = ANY ($1::text[]) THEN d.status ELSE o.status END,
    total = CASE WHEN 'total' = ANY ($1) THEN d.total ELSE o.total END,
    currency = CASE WHEN 'currency' = ANY ($1) THEN d.currency ELSE o.currency END,
    channel = CASE WHEN 'channel' = ANY ($1) THEN d.channel ELSE o.channel END,
    attributes = CASE WHEN 'attributes' = ANY ($1)
        THEN o.attributes || d.attributes ELSE o.attributes END,
    lines_digest = CASE WHEN NOT $3::boolean THEN o.lines_digest
        WHEN NOT $4::boolean THEN d.lines_digest END,
    load_id = $2::bigint,
    line = d.line
FROM pg_temp.delta d
WHERE o.customer_id = d.customer_id AND o.order_id = d.order_id AND NOT d.is_new
