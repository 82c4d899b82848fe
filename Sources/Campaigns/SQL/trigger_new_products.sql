-- Who has bought from the author or in the category of a product that is new to them: not bought,
-- not mailed before, not known to be sold out. Ranked by importance, then by how much was bought
-- alike. Reads the order lines of products like the new ones, not all. What was cancelled was not
-- bought. $1 campaign, $2 topic, $3 occurrence, $4 since when products count as new, $5 match
-- authors, $6 match categories, $7 at most, $8 at least.
INSERT INTO pg_temp.candidate (
    customer_id, campaign, occurrence, topic, content, state, reason)
SELECT
    r.customer_id, $1::text, $3::text, $2::text,
    jsonb_build_object('products', jsonb_agg(r.product_id ORDER BY r.place)),
    CASE WHEN count(*) < $8::bigint THEN 'suppressed' END,
    CASE WHEN count(*) < $8::bigint THEN 'no-products' END
FROM (
    SELECT f.customer_id, f.product_id, row_number() OVER (
        PARTITION BY f.customer_id
        ORDER BY f.importance DESC NULLS LAST, f.units DESC, f.new_at DESC, f.product_id) AS place
    FROM (
        SELECT i.customer_id, n.product_id, n.importance, n.new_at, max(i.units) AS units
        FROM (
            SELECT p.product_id, p.importance, p.new_at, t.kind, t.value
            FROM tidings.product p
            CROSS JOIN LATERAL (
                SELECT 'author' AS kind, p.author AS value
                WHERE $5::boolean AND p.author IS NOT NULL
                UNION
                SELECT 'category', c FROM unnest(p.categories) c WHERE $6::boolean
            ) t
            LEFT JOIN tidings.stock s ON s.product_id = p.product_id
            WHERE p.new_at >= $4::timestamptz AND coalesce(s.in_stock, true)
        ) n
        JOIN (
            SELECT l.customer_id, a.kind, a.value, sum(CASE WHEN d.status = 'sale'
                THEN l.quantity ELSE least(l.quantity, 0) END) AS units
            FROM (
                SELECT p.product_id, t.kind, t.value
                FROM tidings.product p
                CROSS JOIN LATERAL (
                    SELECT 'author' AS kind, p.author AS value
                    WHERE $5::boolean AND p.author IS NOT NULL
                    UNION
                    SELECT 'category', c FROM unnest(p.categories) c WHERE $6::boolean
                ) t
                JOIN (
                    SELECT 'author' AS kind, p.author AS value
                    FROM tidings.product p
                    WHERE $5::boolean AND p.new_at >= $4::timestamptz
                    UNION
                    SELECT 'category', c
                    FROM tidings.product p
                    CROSS JOIN LATERAL unnest(p.categories) c
                    WHERE $6::boolean AND p.new_at >= $4::timestamptz
                ) w ON w.kind = t.kind AND w.value = t.value
            ) a
            JOIN tidings.order_line l ON l.product_id = a.product_id
            JOIN tidings.orders d
                ON d.customer_id = l.customer_id AND d.order_id = l.order_id
            GROUP BY l.customer_id, a.kind, a.value
        ) i ON i.kind = n.kind AND i.value = n.value AND i.units > 0
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
                AND o.campaign = $1::text AND o.occurrence <> $3::text
                AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        )
) r
WHERE r.place <= $7::bigint
GROUP BY r.customer_id
