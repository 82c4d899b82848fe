-- A customer's level in a programme, what it was before, and what was set by hand.
-- $1 customer, $2 programme, $3 the day.
SELECT p.tier, p.started_at, p.reason, p.started_run, p.amount::text AS amount,
    p.earned_on::text AS earned_on, p.kept_until::text AS kept_until, p.ends_on::text AS ends_on,
    (
        SELECT b.tier
        FROM tidings.tier_period AS b
        WHERE b.customer_id = $1::text AND b.programme = $2::text
            AND b.started_at < p.started_at
        ORDER BY b.started_at DESC
        LIMIT 1
    ) AS before, o.tier AS set_tier, o.until::text AS set_until, o.reason AS set_reason
FROM tidings.tier_period AS p
LEFT JOIN tidings.tier_override AS o
    ON o.customer_id = p.customer_id AND o.programme = p.programme AND o.ended_at IS NULL
    AND o.until >= $3::date
WHERE p.customer_id = $1::text AND p.programme = $2::text AND p.ended_at IS NULL
