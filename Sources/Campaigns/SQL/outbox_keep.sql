-- Which messages a sender still holds, kept so until the transaction ends: others may have settled
-- what it claimed, if it stood still. $1 sender, $2 customers, $3 campaigns, $4 occurrences.
SELECT o.customer_id, o.campaign, o.occurrence
FROM unnest($2::text[], $3::text[], $4::text[]) AS d(customer_id, campaign, occurrence)
JOIN tidings.outbox o ON o.bucket = hashtextextended(d.customer_id, 0) & 1023
    AND o.customer_id = d.customer_id AND o.campaign = d.campaign AND o.occurrence = d.occurrence
WHERE o.sender = $1::text
FOR UPDATE OF o
