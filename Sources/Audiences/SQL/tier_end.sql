-- Ends the periods that another follows. Reads tier_change. $1 programme, $2 instant, $3 run.
UPDATE tidings.tier_period AS p
SET ended_at = $2::timestamptz, ended_run = $3::bigint
FROM (SELECT customer_id FROM tier_change WHERE is_change) AS c
WHERE p.customer_id = c.customer_id AND p.programme = $1::text AND p.ended_at IS NULL
