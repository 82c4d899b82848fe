-- Begins the temporary table of whose level is looked at, with whom time alone moves: whose level
-- ends by rule, or by the day until which it was set by hand. $1 programme, $2 the day evaluated.
CREATE TEMP TABLE tier_scope ON COMMIT DROP AS
SELECT customer_id FROM tidings.tier_period
WHERE programme = $1::text AND ended_at IS NULL AND ends_on <= $2::date
