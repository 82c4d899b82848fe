-- Numbers the open candidates by occurrence: a customer has one in each turn, and all who wait for
-- one product stand in the same turn.
UPDATE pg_temp.candidate k
SET turn = t.turn
FROM (
    SELECT customer_id, campaign, occurrence, dense_rank() OVER (ORDER BY occurrence) AS turn
    FROM pg_temp.candidate
    WHERE state IS NULL
) t
WHERE k.customer_id = t.customer_id AND k.campaign = t.campaign AND k.occurrence = t.occurrence
