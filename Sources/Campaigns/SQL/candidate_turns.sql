-- Numbers the open candidates, so that a customer has one in each turn; says how many turns there
-- are. Of restock, all who wait for one product stand in the same turn, to share it out.
-- $1 whether it is restock.
WITH numbered AS (
    UPDATE pg_temp.candidate k
    SET turn = t.turn
    FROM (
        SELECT customer_id, campaign, occurrence,
            CASE WHEN $1::boolean THEN dense_rank() OVER (ORDER BY occurrence)
                ELSE row_number() OVER (PARTITION BY customer_id ORDER BY due_at, occurrence)
            END AS turn
        FROM pg_temp.candidate
        WHERE state IS NULL
    ) t
    WHERE k.customer_id = t.customer_id AND k.campaign = t.campaign
        AND k.occurrence = t.occurrence
    RETURNING k.turn
)
SELECT coalesce(max(turn), 0) AS turns FROM numbered
