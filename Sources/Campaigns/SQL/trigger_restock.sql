-- Who waits for a product that arrived and is still there. A product that the catalogue does not
-- name cannot be shown: nobody is told until it does. Who has mail about an earlier arrival on the
-- way gets no second one.
-- $1 campaign, $2 topic, $3 since when arrivals count, $4 the programme that ranks (or null),
-- $5 requests from before then are too old (or null), $6 the logical date, $7 and $8 the programme's
-- tiers and their priorities.
INSERT INTO pg_temp.named (
    customer_id, campaign, occurrence, topic, content, units, held, wanted, standing,
    requested_at, product_id, state, reason, detail)
SELECT
    w.customer_id, $1::text, 'restock:' || w.product_id || ':' || a.arrival_id, $2::text,
    jsonb_build_object('products', jsonb_build_array(w.product_id)), a.available,
    a.available - a.risen,
    greatest(coalesce(w.quantity, 1), 1), coalesce(
        ($8::integer[])[array_position($7::text[], t.tier)], t.rank, 0),
    w.requested_at, w.product_id,
    CASE WHEN p.title IS NULL THEN 'suppressed' END,
    CASE WHEN p.title IS NULL THEN 'missing-value' END,
    CASE WHEN p.title IS NULL THEN 'products.title' END
FROM (
    SELECT DISTINCT ON (product_id) product_id, arrival_id, available, risen
    FROM tidings.arrival
    WHERE arrived_at >= $3::timestamptz
    ORDER BY product_id, arrival_id DESC
) a
JOIN tidings.stock s ON s.product_id = a.product_id AND s.in_stock
LEFT JOIN tidings.product p ON p.product_id = a.product_id
JOIN tidings.waiting w ON w.product_id = a.product_id AND w.closed_at IS NULL
LEFT JOIN tidings.tier_period t
    ON t.customer_id = w.customer_id AND t.programme = $4::text AND t.ended_at IS NULL
WHERE (w.expires_on IS NULL OR w.expires_on >= $6::date)
    AND ($5::timestamptz IS NULL OR w.requested_at >= $5::timestamptz)
    AND NOT EXISTS (
        SELECT
        FROM tidings.message_product o
        JOIN tidings.message m
            ON m.customer_id = o.customer_id AND m.campaign = o.campaign
            AND m.occurrence = o.occurrence
        WHERE o.customer_id = w.customer_id AND o.campaign = $1::text
            AND o.product_id = w.product_id
            AND o.occurrence <> 'restock:' || w.product_id || ':' || a.arrival_id
            AND m.state IN ('planned', 'claimed', 'retrying')
    )
