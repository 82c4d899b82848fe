-- The temporary tables of one evaluation beside tier_amount: whose level is looked at again, and
-- what they had when they last earned it.
CREATE TEMP TABLE tier_candidate (customer_id text PRIMARY KEY) ON COMMIT DROP;
CREATE TEMP TABLE tier_past (customer_id text PRIMARY KEY, amount numeric) ON COMMIT DROP;
