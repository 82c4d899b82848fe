-- Restock: of those who may be mailed, the units that are there go to the highest standing, then to
-- who asked first; the others wait for more. What was given away of the same arrival before, by
-- whichever campaign, is given. $1 messages per unit, $2 turn, $3 the restock campaigns, $4 nothing
-- of these arrivals was given before then.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = 'out-of-stock'
FROM (
    SELECT a.customer_id, a.occurrence
    FROM (
        SELECT k.customer_id, k.occurrence, k.units,
            sum(k.wanted) OVER (
                PARTITION BY k.product_id
                ORDER BY k.standing DESC, k.requested_at, k.customer_id
                ROWS UNBOUNDED PRECEDING) AS asked
        FROM pg_temp.candidate k
        WHERE k.turn = $2::integer AND k.state = 'planned'
    ) a
    LEFT JOIN (
        SELECT m.occurrence, sum(greatest(coalesce(w.quantity, 1), 1)) AS given
        FROM tidings.message m
        JOIN tidings.message_product o
            ON o.customer_id = m.customer_id AND o.campaign = m.campaign
            AND o.occurrence = m.occurrence
        LEFT JOIN tidings.waiting w
            ON w.customer_id = m.customer_id AND w.product_id = o.product_id
        WHERE m.campaign = ANY ($3::text[]) AND m.planned_at >= $4::timestamptz
            AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        GROUP BY m.occurrence
    ) g ON g.occurrence = a.occurrence
    WHERE a.asked > floor(a.units * $1::numeric) - coalesce(g.given, 0)
) n
WHERE k.customer_id = n.customer_id AND k.occurrence = n.occurrence AND k.state = 'planned'
