-- The messages of the ledger that something came back of. $1 Message-IDs.
SELECT m.message_id, m.customer_id, m.campaign, m.topic, lower(c.email) AS email
FROM tidings.message m
LEFT JOIN tidings.customer c ON c.customer_id = m.customer_id
WHERE m.message_id = ANY ($1::text[])
