-- Remembers whose ledger rows are in booked.
INSERT INTO pg_temp.gathered (customer_id)
SELECT DISTINCT k.customer_id
FROM pg_temp.candidate k
LEFT JOIN pg_temp.gathered g ON g.customer_id = k.customer_id
WHERE k.state IS NULL AND g.customer_id IS NULL
