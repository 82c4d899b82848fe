-- Writes for levels that go on when they end, or that they are earned again. Reads tier_change.
-- $1 programme.
UPDATE tidings.tier_period AS p
SET earned_on = c.earned_on, kept_until = c.kept_until, ends_on = c.ends_on
FROM (
    SELECT customer_id, earned_on, kept_until, ends_on FROM tier_change WHERE NOT is_change
) AS c
WHERE p.customer_id = c.customer_id AND p.programme = $1::text AND p.ended_at IS NULL
