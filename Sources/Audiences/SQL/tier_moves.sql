-- Who rose or fell in a run, for plans and reports. $1 programme, $2 run, $3 the most to return.
SELECT customer_id, tier, rank, previous_rank, reason, amount
FROM tidings.tier_period
WHERE programme = $1::text AND started_run = $2::bigint AND reason IN ('earned', 'downgraded')
ORDER BY rank DESC, customer_id COLLATE "C"
LIMIT $3::bigint
