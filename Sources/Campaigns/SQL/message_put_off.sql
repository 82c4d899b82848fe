-- Notes in the ledger until when messages wait. $1 customers, $2 campaigns, $3 occurrences, $4 until
-- when, one each.
UPDATE tidings.message m
SET deferred_from = coalesce(m.deferred_from, m.send_at), send_at = d.send_at
FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
    AS d(customer_id, campaign, occurrence, send_at)
WHERE m.customer_id = d.customer_id AND m.campaign = d.campaign AND m.occurrence = d.occurrence
