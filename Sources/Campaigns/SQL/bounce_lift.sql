-- Lets addresses that bounced be mailed again: that they did stays known of the customer.
-- $1 addresses. Returns whose they were.
UPDATE tidings.event v
SET address = NULL
FROM unnest($1::text[]) AS d(address)
WHERE lower(v.address) = lower(d.address) AND v.kind = 'bounced'
RETURNING v.customer_id, lower(d.address) AS address
