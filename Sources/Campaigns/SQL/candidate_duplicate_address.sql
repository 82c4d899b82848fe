-- Of several customers with one address the one who joined first gets a given occurrence; so does
-- who was planned in an earlier run.
WITH shared AS MATERIALIZED (
    SELECT k.customer_id, k.campaign, k.occurrence, o.customer_id AS other,
        coalesce(o.joined_on, 'infinity') AS other_joined_on
    FROM pg_temp.candidate k
    JOIN tidings.customer o ON lower(o.email) = k.address AND o.customer_id <> k.customer_id
    WHERE k.state IS NULL AND NOT k.is_foreseen
)
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = 'duplicate-address'
FROM (
    SELECT DISTINCT s.customer_id, s.campaign, s.occurrence
    FROM shared s
    -- The other as a candidate: of whom this one is another.
    LEFT JOIN shared p ON p.customer_id = s.other AND p.other = s.customer_id
        AND p.campaign = s.campaign AND p.occurrence = s.occurrence
    LEFT JOIN LATERAL (
        -- Few share an address: a look-up each costs less than the ledger.
        SELECT true AS is_planned
        FROM tidings.message m
        WHERE m.customer_id = s.other AND m.campaign = s.campaign
            AND m.occurrence = s.occurrence
            AND m.state NOT IN ('suppressed', 'expired', 'cancelled')
        LIMIT 1
    ) m ON true
    WHERE m.is_planned
        OR p.customer_id IS NOT NULL
            AND (s.other_joined_on, s.other) < (p.other_joined_on, p.other)
) d
WHERE k.customer_id = d.customer_id AND k.campaign = d.campaign AND k.occurrence = d.occurrence
