-- Puts planned messages where senders claim them, spread over 1024 buckets by customer, in the order
-- of the key: neighbours share a page.
-- $1 run, $2 priority.
INSERT INTO tidings.outbox (
    bucket, customer_id, campaign, occurrence, send_at, expires_at, priority, run_id)
SELECT hashtextextended(k.customer_id, 0) & 1023, k.customer_id, k.campaign, k.occurrence,
    k.send_at, k.expires_at, $2::integer, $1::bigint
FROM pg_temp.candidate k
WHERE k.state IS NULL AND NOT k.is_foreseen
ORDER BY 1, k.customer_id
ON CONFLICT DO NOTHING
