-- Numbers the open candidates, so that a customer has one in each turn. Of restock, all who wait for
-- one product stand in the same turn, to share it out. $1 whether it is restock.
UPDATE pg_temp.candidate k
SET turn = t.turn
FROM (
    SELECT customer_id, campaign, occurrence,
        CASE WHEN $1::boolean THEN dense_rank() OVER (ORDER BY occurrence)
            ELSE row_number() OVER (PARTITION BY customer_id ORDER BY occurrence) END AS turn
    FROM pg_temp.candidate
    WHERE state IS NULL
) t
WHERE k.customer_id = t.customer_id AND k.campaign = t.campaign AND k.occurrence = t.occurrence
