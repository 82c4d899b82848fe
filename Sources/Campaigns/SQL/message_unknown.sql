-- Which messages others gave up as unknown: who had them in hand may know better, once it is there
-- again. Kept so until the transaction ends. $1 customers, $2 campaigns, $3 occurrences.
SELECT m.customer_id, m.campaign, m.occurrence
FROM unnest($1::text[], $2::text[], $3::text[]) AS d(customer_id, campaign, occurrence)
JOIN tidings.message m ON m.customer_id = d.customer_id AND m.campaign = d.campaign
    AND m.occurrence = d.occurrence
WHERE m.state = 'unknown'
FOR UPDATE OF m
