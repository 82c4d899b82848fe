-- Of several customers with one address the one who joined first gets a given occurrence; so does
-- who was planned in an earlier run.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = 'duplicate-address'
FROM (
    SELECT DISTINCT a.customer_id, a.campaign, a.occurrence
    FROM (
        SELECT k.customer_id, k.campaign, k.occurrence, lower(c.email) AS address,
            coalesce(c.joined_on, 'infinity') AS joined_on
        FROM pg_temp.candidate k
        JOIN tidings.customer c ON c.customer_id = k.customer_id
        WHERE k.state IS NULL AND NOT k.is_foreseen
    ) a
    JOIN tidings.customer o ON lower(o.email) = a.address AND o.customer_id <> a.customer_id
    LEFT JOIN pg_temp.candidate p ON p.customer_id = o.customer_id AND p.campaign = a.campaign
        AND p.occurrence = a.occurrence AND p.state IS NULL AND NOT p.is_foreseen
    LEFT JOIN LATERAL (
        -- Few share an address: a look-up each costs less than the ledger.
        SELECT true AS is_planned
        FROM tidings.message m
        WHERE m.customer_id = o.customer_id AND m.campaign = a.campaign
            AND m.occurrence = a.occurrence
            AND m.state NOT IN ('suppressed', 'expired', 'cancelled')
        LIMIT 1
    ) m ON true
    WHERE m.is_planned
        OR p.customer_id IS NOT NULL AND (coalesce(o.joined_on, 'infinity'), o.customer_id)
            < (a.joined_on, a.customer_id)
) d
WHERE k.customer_id = d.customer_id AND k.campaign = d.campaign AND k.occurrence = d.occurrence
