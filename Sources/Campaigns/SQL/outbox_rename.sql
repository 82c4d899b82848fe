-- Moves what a renamed campaign has waiting to be sent.
-- $1 old, $2 new.
UPDATE tidings.outbox r
SET campaign = $2::text
WHERE r.campaign = $1::text AND NOT EXISTS (
    SELECT
    FROM tidings.outbox o
    WHERE o.customer_id = r.customer_id AND o.campaign = $2::text
        AND o.bucket = r.bucket AND o.occurrence = r.occurrence
)
