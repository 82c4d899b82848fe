-- Puts messages that are planned anew where senders claim them. $1 customers, $2 campaigns,
-- $3 occurrences.
INSERT INTO tidings.outbox (
    bucket, customer_id, campaign, occurrence, send_at, expires_at, priority, run_id)
SELECT hashtextextended(m.customer_id, 0) & 1023, m.customer_id, m.campaign, m.occurrence,
    m.send_at, m.expires_at, m.priority, m.run_id
FROM unnest($1::text[], $2::text[], $3::text[]) AS d(customer_id, campaign, occurrence)
JOIN tidings.message m ON m.customer_id = d.customer_id AND m.campaign = d.campaign
    AND m.occurrence = d.occurrence
