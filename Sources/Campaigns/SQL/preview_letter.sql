-- What a campaign's template may show of a customer, as if a message to them were in hand: what the
-- ledger last planned for them, else the most important products. Reads only.
-- $1 customer, $2 campaign, $3 topic, $4 template, $5 now, $6 the trigger's segment (null: none),
-- $7 a made-up order and $8 a made-up voucher as JSON: a real one is not for previews.
SELECT c.customer_id, $2::text AS campaign, '' AS occurrence, NULL::text AS state,
    NULL::text AS reason, $3::text AS topic, $4::text AS template, $5::timestamptz AS send_at,
    NULL::timestamptz AS waits_until, NULL::text AS variant,
    coalesce(m.content -> 'order', $7::jsonb)::text AS order, $8::text AS voucher,
    coalesce(m.content ->> 'segment', $6::text) AS segment, m.content ->> 'tier' AS moved_tier,
    CASE WHEN m.content ? 'products'
        THEN ARRAY(SELECT jsonb_array_elements_text(m.content -> 'products'))
        ELSE p.products END AS products,
    c.email, c.first_name, c.last_name, c.title, c.city, c.region, c.country, c.locale, c.phone,
    c.joined_on::text AS joined_on, c.attributes::text AS attributes, t.tier
FROM tidings.customer c
LEFT JOIN LATERAL (
    SELECT n.content
    FROM tidings.message n
    WHERE n.customer_id = c.customer_id AND n.campaign = $2::text
    ORDER BY n.planned_at DESC
    LIMIT 1
) m ON true
LEFT JOIN LATERAL (
    SELECT p.tier
    FROM tidings.tier_period p
    WHERE p.customer_id = c.customer_id AND p.ended_at IS NULL
    ORDER BY p.programme
    LIMIT 1
) t ON true
CROSS JOIN (
    SELECT ARRAY(
        SELECT d.product_id
        FROM tidings.product d
        ORDER BY d.importance DESC NULLS LAST, d.new_at DESC NULLS LAST, d.product_id
        LIMIT 3
    ) AS products
) p
WHERE c.customer_id = $1::text
