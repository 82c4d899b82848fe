-- Removes messages whose fate is known or cannot be known, and tells which of them the sender still
-- held: others may have settled what it claimed, if it stood still.
-- $1 sender, $2 customers, $3 campaigns, $4 occurrences.
DELETE FROM tidings.outbox o
USING unnest($2::text[], $3::text[], $4::text[]) AS d(customer_id, campaign, occurrence)
WHERE o.bucket = hashtextextended(d.customer_id, 0) & 1023 AND o.sender = $1::text
    AND o.customer_id = d.customer_id AND o.campaign = d.campaign AND o.occurrence = d.occurrence
RETURNING o.customer_id, o.campaign, o.occurrence
