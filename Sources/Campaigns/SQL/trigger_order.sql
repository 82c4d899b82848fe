-- Who ordered so many days ago, and what of it was kept: products that were not returned and that the
-- catalogue names. What was cancelled or returned as a whole names nobody. Units that came back
-- later, be it under another number, were not kept.
-- $1 campaign, $2 topic, $3 first day and $4 last day on which mail about an order is due, $5 days
-- after the order, $6 the workspace's zone, $7 the next run.
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic, local_date, content)
SELECT o.customer_id, $1::text, 'order:' || o.order_id, $2::text,
    o.placed_on + $5::integer,
    jsonb_build_object(
        'products', jsonb_agg(k.product_id ORDER BY k.units * coalesce(k.price, 0) DESC,
            k.product_id),
        'order', jsonb_build_object('id', o.order_id, 'placed_on', o.placed_on))
FROM (
    SELECT d.customer_id, d.order_id, d.placed_at, z.zone,
        (d.placed_at AT TIME ZONE z.zone)::date AS placed_on
    FROM tidings.orders d
    LEFT JOIN tidings.customer c ON c.customer_id = d.customer_id
    CROSS JOIN LATERAL (SELECT coalesce(c.timezone, $6::text) AS zone) z
    -- A day more on both sides covers every zone.
    WHERE d.status = 'sale'
        AND d.placed_at >= ($3::date - $5::integer - 1)::timestamp AT TIME ZONE $6::text
        AND d.placed_at < ($4::date - $5::integer + 2)::timestamp AT TIME ZONE $6::text
) o
CROSS JOIN LATERAL (
    SELECT l.product_id, sum(l.quantity) AS units, max(l.price) AS price
    FROM tidings.order_line l
    WHERE l.customer_id = o.customer_id AND l.order_id = o.order_id
    GROUP BY l.product_id
) k
JOIN tidings.product p ON p.product_id = k.product_id AND p.title IS NOT NULL
LEFT JOIN LATERAL (
    SELECT sum(least(l.quantity, 0)) AS units
    FROM tidings.orders d
    JOIN tidings.order_line l ON l.customer_id = d.customer_id AND l.order_id = d.order_id
    WHERE d.customer_id = o.customer_id AND d.order_id <> o.order_id
        AND d.placed_at >= o.placed_at AND d.status <> 'cancelled'
        AND l.product_id = k.product_id AND l.quantity < 0
) r ON true
WHERE k.units + coalesce(r.units, 0) > 0
    AND o.placed_on + $5::integer BETWEEN $3::date AND $4::date
    AND (o.placed_on + $5::integer)::timestamp AT TIME ZONE o.zone < $7::timestamptz
GROUP BY o.customer_id, o.order_id, o.placed_on
