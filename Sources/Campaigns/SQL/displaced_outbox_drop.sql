-- Takes displaced messages that found no other place from the senders.
DELETE FROM tidings.outbox o
USING pg_temp.candidate k
WHERE k.state IS NOT NULL AND o.bucket = hashtextextended(k.customer_id, 0) & 1023
    AND o.customer_id = k.customer_id AND o.campaign = k.campaign
    AND o.occurrence = k.occurrence
