-- The customers whose ledger rows are in booked already.
CREATE TEMP TABLE gathered (customer_id text NOT NULL) ON COMMIT DROP
