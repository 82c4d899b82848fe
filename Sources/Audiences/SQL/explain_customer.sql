-- The customer of whom an explanation is, as a table that narrows what is read. $1 customer.
CREATE TEMP TABLE explained_customer ON COMMIT DROP AS
SELECT customer_id FROM tidings.customer WHERE customer_id = $1::text
