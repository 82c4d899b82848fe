-- Gives messages back that were never tried, or may be tried again, not before a given time.
-- $1 sender, $2 customers, $3 campaigns, $4 occurrences, $5 not before (one each; null: as it
-- was), $6 how many tries count.
UPDATE tidings.outbox o
SET sender = NULL, claimed_at = NULL, send_at = coalesce(d.send_at, o.send_at),
    attempts = o.attempts + $6::integer
FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[])
    AS d(customer_id, campaign, occurrence, send_at)
WHERE o.bucket = hashtextextended(d.customer_id, 0) & 1023 AND o.sender = $1::text
    AND o.customer_id = d.customer_id AND o.campaign = d.campaign AND o.occurrence = d.occurrence
