-- Every address by which a customer is known. $1 customer.
SELECT c.email AS address FROM tidings.customer c
WHERE c.customer_id = $1::text AND c.email IS NOT NULL
UNION
SELECT v.address FROM tidings.event v
WHERE v.customer_id = $1::text AND v.address IS NOT NULL
