-- The names under which a customer's messages left. $1 customer.
SELECT m.message_id FROM tidings.message m
WHERE m.customer_id = $1::text AND m.message_id IS NOT NULL
