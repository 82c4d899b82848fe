-- The temporary tables of a look back: who is looked at, and what they had on the day on which
-- they last earned their level.
CREATE TEMP TABLE tier_candidate (customer_id text PRIMARY KEY) ON COMMIT DROP;
CREATE TEMP TABLE tier_past (customer_id text PRIMARY KEY, amount numeric) ON COMMIT DROP;
