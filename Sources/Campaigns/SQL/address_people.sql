-- A customer and everybody who has their address now. Who is neither a customer nor in the ledger
-- was erased or never was: nobody. $1 customer.
SELECT c.customer_id
FROM tidings.customer c
WHERE c.customer_id = $1::text
UNION
SELECT m.customer_id
FROM tidings.message m
WHERE m.customer_id = $1::text
UNION
SELECT o.customer_id
FROM tidings.customer c
JOIN tidings.customer o ON lower(o.email) = lower(c.email)
WHERE c.customer_id = $1::text
