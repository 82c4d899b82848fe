-- Remembers whose ledger rows are in booked.
INSERT INTO pg_temp.gathered (customer_id)
SELECT DISTINCT customer_id FROM pg_temp.candidate WHERE state IS NULL
ON CONFLICT DO NOTHING
