-- Ends the periods that another follows, and notes until when they would have lasted.
-- Reads tier_change. $1 programme, $2 instant, $3 run.
UPDATE tidings.tier_period AS p
SET ended_at = $2::timestamptz, ended_run = $3::bigint, earned_on = c.held_earned_on,
    kept_until = c.held_kept_until, ends_on = coalesce(c.held_ends_on, p.ends_on)
FROM (
    SELECT customer_id, held_earned_on, held_kept_until, held_ends_on
    FROM tier_change WHERE is_change
) AS c
WHERE p.customer_id = c.customer_id AND p.programme = $1::text AND p.ended_at IS NULL
