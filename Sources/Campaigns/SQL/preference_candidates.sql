-- A customer as a candidate of each topic, so that the rules of planning say what they get. What is
-- sent on request counts as asked for. $1 customer, $2 the topics as JSON (name).
INSERT INTO pg_temp.candidate (customer_id, campaign, occurrence, topic, product_id, address)
SELECT c.customer_id, t.name, '', t.name, '', lower(c.email)
FROM jsonb_to_recordset($2::jsonb) AS t(name text)
JOIN tidings.customer c ON c.customer_id = $1::text
