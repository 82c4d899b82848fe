-- The one candidate of an explanation: its consent is looked at as a planning pass does. Asking for a
-- product is the consent that a request needs. $1 customer, $2 campaign, $3 topic, $4 whether it is
-- about a product that the customer asked for.
INSERT INTO pg_temp.candidate (customer_id, campaign, occurrence, topic, product_id, address)
VALUES ($1::text, $2::text, '', $3::text, CASE WHEN $4::boolean THEN '' END, (
    SELECT lower(email) FROM tidings.customer WHERE customer_id = $1::text
))
