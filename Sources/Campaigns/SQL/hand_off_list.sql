-- Claimed messages with what their templates may show, in the order in which they are sent.
SELECT k.customer_id, k.campaign, k.occurrence, k.state, k.reason, k.detail, k.topic, k.template,
    k.due_at AS send_at,
    CASE WHEN k.state IS NULL AND k.send_at > k.seek_from THEN k.send_at END AS waits_until,
    k.variant, (k.content -> 'order')::text AS order,
    (k.content -> 'voucher')::text AS voucher, k.content ->> 'segment' AS segment,
    k.content ->> 'tier' AS moved_tier,
    ARRAY(SELECT jsonb_array_elements_text(k.content -> 'products')) AS products,
    c.email, c.first_name, c.last_name, c.title, c.city, c.region, c.country, c.locale, c.phone,
    c.joined_on::text AS joined_on, c.attributes::text AS attributes, t.tier
FROM pg_temp.candidate k
LEFT JOIN tidings.customer c ON c.customer_id = k.customer_id
LEFT JOIN LATERAL (
    SELECT p.tier
    FROM tidings.tier_period p
    WHERE p.customer_id = k.customer_id AND p.ended_at IS NULL
    ORDER BY p.programme
    LIMIT 1
) t ON true
ORDER BY k.priority DESC, k.due_at, k.customer_id, k.campaign, k.occurrence
