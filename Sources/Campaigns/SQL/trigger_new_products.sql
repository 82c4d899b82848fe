-- Who has bought from the author or in the category of a product that is new to them: not bought,
-- not mailed before, not known to be sold out. Ranked by importance, then by how much was bought
-- alike. $1 campaign, $2 topic, $3 occurrence, $4 since when products count as new, $5 match
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
                UNION ALL
                SELECT 'category', c FROM unnest(p.categories) c WHERE $6::boolean
            ) t
            LEFT JOIN tidings.stock s ON s.product_id = p.product_id
            WHERE p.new_at >= $4::timestamptz AND coalesce(s.in_stock, true)
        ) n
        JOIN (
            SELECT l.customer_id, t.kind, t.value, sum(l.quantity) AS units
            FROM tidings.order_line l
            JOIN tidings.product p ON p.product_id = l.product_id
            CROSS JOIN LATERAL (
                SELECT 'author' AS kind, p.author AS value
                WHERE $5::boolean AND p.author IS NOT NULL
                UNION ALL
                SELECT 'category', c FROM unnest(p.categories) c WHERE $6::boolean
            ) t
            GROUP BY l.customer_id, t.kind, t.value
            HAVING sum(l.quantity) > 0
        ) i ON i.kind = n.kind AND i.value = n.value
        GROUP BY i.customer_id, n.product_id, n.importance, n.new_at
    ) f
    LEFT JOIN tidings.order_line b
        ON b.customer_id = f.customer_id AND b.product_id = f.product_id
    LEFT JOIN tidings.message_product o
        ON o.customer_id = f.customer_id AND o.product_id = f.product_id
        AND o.campaign = $1::text AND o.occurrence <> $3::text
    LEFT JOIN (
        SELECT m.customer_id, max(m.planned_at) AS last_at
        FROM tidings.message m
        WHERE m.campaign = $1::text AND m.occurrence <> $3::text
            AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        GROUP BY m.customer_id
    ) m ON m.customer_id = f.customer_id
    WHERE b.customer_id IS NULL AND o.customer_id IS NULL
        AND (m.last_at IS NULL OR f.new_at > m.last_at)
) r
WHERE r.place <= $7::bigint
GROUP BY r.customer_id
