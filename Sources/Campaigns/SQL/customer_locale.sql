-- The language that a customer reads. $1 customer.
SELECT c.locale FROM tidings.customer c WHERE c.customer_id = $1::text
