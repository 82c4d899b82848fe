-- Writes what became of messages into the ledger. $1 customers, $2 campaigns, $3 occurrences,
-- $4 states, $5 reasons, $6 details, $7 message ids, $8 now.
UPDATE tidings.message m
SET state = d.state, reason = d.reason, detail = d.detail,
    message_id = coalesce(d.message_id, m.message_id),
    accepted_at = CASE WHEN d.state IN ('accepted', 'unknown')
        THEN $8::timestamptz ELSE m.accepted_at END,
    closed_at = CASE WHEN d.state = 'retrying' THEN NULL ELSE $8::timestamptz END
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    AS d(customer_id, campaign, occurrence, state, reason, detail, message_id)
WHERE m.customer_id = d.customer_id AND m.campaign = d.campaign AND m.occurrence = d.occurrence
