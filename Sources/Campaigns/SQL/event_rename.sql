-- Moves what came back about a renamed campaign's messages.
-- $1 old, $2 new.
UPDATE tidings.event r
SET campaign = $2::text
WHERE r.campaign = $1::text AND NOT EXISTS (
    SELECT
    FROM tidings.event o
    WHERE o.customer_id = r.customer_id AND o.campaign = $2::text
        AND o.kind = r.kind AND o.happened_at = r.happened_at AND o.topic = r.topic
)
