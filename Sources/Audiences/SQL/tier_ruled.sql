-- Whether there is such a customer, and the level that the rules gave them last, from 0.
-- $1 customer, $2 programme.
SELECT c.customer_id, (
        SELECT p.rank
        FROM tidings.tier_period AS p
        WHERE p.customer_id = $1::text AND p.programme = $2::text AND p.reason <> 'override'
        ORDER BY p.started_at DESC
        LIMIT 1
    ) AS rank
FROM tidings.customer AS c
WHERE c.customer_id = $1::text
