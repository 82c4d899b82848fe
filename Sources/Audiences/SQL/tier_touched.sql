-- The customer whose level is looked at now. $1 customer.
CREATE TEMP TABLE tier_touched ON COMMIT DROP AS SELECT $1::text AS customer_id
