-- The customers whose ledger rows are in booked already.
CREATE TEMP TABLE gathered (customer_id text PRIMARY KEY) ON COMMIT DROP
