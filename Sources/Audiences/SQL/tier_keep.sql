-- Keeps levels that were earned again for longer, without a new period. Reads tier_change.
-- $1 programme.
UPDATE tidings.tier_period AS p
SET kept_until = c.kept_until
FROM (SELECT customer_id, kept_until FROM tier_change WHERE NOT is_change) AS c
WHERE p.customer_id = c.customer_id AND p.programme = $1::text AND p.ended_at IS NULL
