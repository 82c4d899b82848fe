-- Which tiers customers had, the newest first, and why; of a level set by hand, who said so why.
-- $1 programme or null for all, $2 a customer, or null for all, $3 the last instant, or null for now.
SELECT p.customer_id, p.programme, p.tier, p.started_at, p.started_run, p.ended_at, p.reason,
    p.amount::text AS amount, o.reason AS note, o.until::text AS set_until,
    CASE WHEN p.ended_at IS NULL THEN (p.ends_on - 1)::text END AS until
FROM tidings.tier_period AS p
LEFT JOIN LATERAL (
    SELECT v.reason, v.until
    FROM tidings.tier_override AS v
    WHERE v.customer_id = p.customer_id AND v.programme = p.programme
        AND p.reason = 'override' AND v.set_at <= p.started_at
    ORDER BY v.set_at DESC
    LIMIT 1
) AS o ON true
WHERE ($1::text IS NULL OR p.programme = $1::text)
    AND ($2::text IS NULL OR p.customer_id = $2::text)
    AND ($3::timestamptz IS NULL OR p.started_at <= $3::timestamptz)
ORDER BY p.started_at DESC, p.programme, p.customer_id
