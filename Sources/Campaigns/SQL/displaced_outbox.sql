-- Lets senders take displaced messages at their new time. $1 now.
UPDATE tidings.outbox o
SET send_at = k.send_at
FROM pg_temp.candidate k
WHERE k.state IS NULL AND o.bucket = hashtextextended(k.customer_id, 0) & 1023
    AND o.customer_id = k.customer_id AND o.campaign = k.campaign
    AND o.occurrence = k.occurrence AND greatest(o.send_at, $1::timestamptz) <> k.send_at
