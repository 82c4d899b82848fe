-- Lets in whom a feed names by an address that nobody has: with the address, and nothing else.
-- $1 the load.
INSERT INTO tidings.customer (customer_id, email, first_load_id, load_id, line)
SELECT p.customer_id, min(p.named), $1::bigint, $1::bigint, min(p.line)
FROM pg_temp.stage_people p
WHERE p.is_new
GROUP BY p.customer_id
ON CONFLICT (customer_id) DO NOTHING
RETURNING customer_id
