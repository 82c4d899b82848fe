-- Of several customers with one address the one who joined first gets a given occurrence; so does
-- who was planned in an earlier run.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = 'duplicate-address'
FROM (
    SELECT a.customer_id, a.campaign, a.occurrence
    FROM (
        SELECT k.customer_id, k.campaign, k.occurrence, lower(c.email) AS address,
            row_number() OVER (
                PARTITION BY lower(c.email), k.campaign, k.occurrence
                ORDER BY c.joined_on NULLS LAST, c.customer_id) AS place
        FROM pg_temp.candidate k
        JOIN tidings.customer c ON c.customer_id = k.customer_id
        WHERE k.state IS NULL AND NOT k.is_foreseen
    ) a
    WHERE a.place > 1 OR EXISTS (
        SELECT FROM tidings.customer o
        JOIN tidings.message m ON m.customer_id = o.customer_id
        WHERE lower(o.email) = a.address AND o.customer_id <> a.customer_id
            AND m.campaign = a.campaign AND m.occurrence = a.occurrence
            AND m.state NOT IN ('suppressed', 'expired', 'cancelled'))
) d
WHERE k.customer_id = d.customer_id AND k.campaign = d.campaign AND k.occurrence = d.occurrence
