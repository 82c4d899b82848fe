-- Restock: of those who may be mailed, the units that are there go to the highest standing, then to
-- who asked first; the others wait for more. What was given away of the same arrival before, by
-- whichever campaign, is given; of earlier ones so much is held as was there before the arrival.
-- $1 messages per unit, $2 turn, $3 the restock campaigns, $4 nothing of these arrivals was given
-- before then.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = 'out-of-stock'
FROM (
    SELECT a.customer_id, a.occurrence
    FROM (
        SELECT k.customer_id, k.occurrence, k.product_id, k.units, k.held,
            sum(k.wanted) OVER (
                PARTITION BY k.product_id
                ORDER BY k.standing DESC, k.requested_at, k.customer_id
                ROWS UNBOUNDED PRECEDING) AS asked
        FROM pg_temp.candidate k
        WHERE k.turn = $2::integer AND k.state IS NULL
    ) a
    LEFT JOIN (
        SELECT o.product_id,
            sum(greatest(coalesce(w.quantity, 1), 1)) FILTER (
                WHERE m.occurrence = t.occurrence) AS given,
            sum(greatest(coalesce(w.quantity, 1), 1)) FILTER (
                WHERE m.occurrence <> t.occurrence) AS given_earlier
        FROM (
            SELECT DISTINCT product_id, occurrence
            FROM pg_temp.candidate
            WHERE turn = $2::integer AND state IS NULL
        ) t
        JOIN tidings.message m ON m.campaign = ANY ($3::text[])
            AND m.planned_at >= $4::timestamptz
            AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        JOIN tidings.message_product o
            ON o.customer_id = m.customer_id AND o.campaign = m.campaign
            AND o.occurrence = m.occurrence AND o.product_id = t.product_id
        LEFT JOIN tidings.waiting w
            ON w.customer_id = m.customer_id AND w.product_id = o.product_id
        GROUP BY o.product_id
    ) g ON g.product_id = a.product_id
    WHERE a.asked > floor(a.units * $1::numeric) - coalesce(g.given, 0)
        - least(coalesce(g.given_earlier, 0), floor(coalesce(a.held, 0) * $1::numeric))
) n
WHERE k.customer_id = n.customer_id AND k.occurrence = n.occurrence AND k.state IS NULL
