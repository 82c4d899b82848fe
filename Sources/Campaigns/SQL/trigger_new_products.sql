-- Who has bought from the author or in the category of a product that is new to them, or what others
-- bought together with it: not bought, not mailed before, newer than their last such mail, not known
-- to be sold out. Ranked by importance, then by how much was bought alike. Reads the order lines of
-- products like the new ones, not all. What was cancelled was not bought; twice in one order is
-- together. $1 campaign, $2 topic, $3 occurrence, $4 since when products count as new, $5 match
-- authors, $6 match categories, $7 match what is bought together, $8 at most, $9 at least, $10 the
-- campaigns of new products.
INSERT INTO pg_temp.named (
    customer_id, campaign, occurrence, topic, content, state, reason)
WITH fresh AS (
    SELECT p.product_id, p.importance, p.new_at, p.author, p.categories
    FROM tidings.product p
    LEFT JOIN tidings.stock s ON s.product_id = p.product_id
    WHERE p.new_at >= $4::timestamptz AND coalesce(s.in_stock, true)
), trait AS (
    SELECT product_id, 'author' AS kind, author AS value
    FROM fresh
    WHERE $5::boolean AND author IS NOT NULL
    UNION
    SELECT f.product_id, 'category', c
    FROM fresh f
    CROSS JOIN LATERAL unnest(f.categories) c
    WHERE $6::boolean
    UNION
    SELECT f.product_id, 'together', b.product_id
    FROM fresh f
    JOIN tidings.order_line a ON a.product_id = f.product_id AND a.quantity > 0
    JOIN tidings.orders d ON d.customer_id = a.customer_id AND d.order_id = a.order_id
        AND d.status = 'sale'
    JOIN tidings.order_line b ON b.customer_id = a.customer_id AND b.order_id = a.order_id
        AND b.product_id <> f.product_id AND b.quantity > 0
    WHERE $7::boolean
    GROUP BY f.product_id, b.product_id
    HAVING count(DISTINCT (a.customer_id, a.order_id)) >= 2
), alike AS (
    SELECT p.product_id, w.kind, w.value
    FROM (SELECT DISTINCT kind, value FROM trait WHERE kind = 'author') w
    JOIN tidings.product p ON p.author = w.value
    UNION
    SELECT p.product_id, w.kind, w.value
    FROM (SELECT DISTINCT kind, value FROM trait WHERE kind = 'category') w
    JOIN (
        SELECT product_id, unnest(categories) AS category FROM tidings.product
    ) p ON p.category = w.value
    UNION
    SELECT value, kind, value FROM trait WHERE kind = 'together'
), interest AS (
    SELECT l.customer_id, a.kind, a.value, sum(CASE WHEN d.status = 'sale'
        THEN l.quantity ELSE least(l.quantity, 0) END) AS units
    FROM alike a
    JOIN tidings.order_line l ON l.product_id = a.product_id
    JOIN tidings.orders d ON d.customer_id = l.customer_id AND d.order_id = l.order_id
    GROUP BY l.customer_id, a.kind, a.value
)
SELECT
    r.customer_id, $1::text, $3::text, $2::text,
    jsonb_build_object('products', jsonb_agg(r.product_id ORDER BY r.place)),
    CASE WHEN count(*) < $9::bigint THEN 'suppressed' END,
    CASE WHEN count(*) < $9::bigint THEN 'no-products' END
FROM (
    SELECT f.customer_id, f.product_id, row_number() OVER (
        PARTITION BY f.customer_id
        ORDER BY f.importance DESC NULLS LAST, f.units DESC, f.new_at DESC, f.product_id) AS place
    FROM (
        SELECT i.customer_id, n.product_id, n.importance, n.new_at, max(i.units) AS units
        FROM fresh n
        JOIN trait t ON t.product_id = n.product_id
        JOIN interest i ON i.kind = t.kind AND i.value = t.value AND i.units > 0
        GROUP BY i.customer_id, n.product_id, n.importance, n.new_at
    ) f
    LEFT JOIN (
        SELECT m.customer_id, max(m.planned_at) AS last_at
        FROM tidings.message m
        WHERE m.campaign = $1::text AND m.occurrence <> $3::text
            AND m.planned_at >= $4::timestamptz
            AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        GROUP BY m.customer_id
    ) m ON m.customer_id = f.customer_id
    WHERE (m.last_at IS NULL OR f.new_at > m.last_at)
        AND NOT EXISTS (
            SELECT
            FROM tidings.order_line l
            JOIN tidings.orders d
                ON d.customer_id = l.customer_id AND d.order_id = l.order_id
            WHERE l.customer_id = f.customer_id AND l.product_id = f.product_id
                AND d.status <> 'cancelled'
        )
        AND NOT EXISTS (
            SELECT
            FROM tidings.message_product o
            JOIN tidings.message m
                ON m.customer_id = o.customer_id AND m.campaign = o.campaign
                AND m.occurrence = o.occurrence
            WHERE o.customer_id = f.customer_id AND o.product_id = f.product_id
                AND o.campaign = ANY ($10::text[])
                AND (o.campaign <> $1::text OR o.occurrence <> $3::text)
                AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        )
) r
WHERE r.place <= $8::bigint
GROUP BY r.customer_id
