-- Brings the ledger's part of booked for candidates that are new to this pass. Accepted, unknown
-- and waiting messages count; suppressed, expired, cancelled and refused ones do not. What is late
-- leaves now at the earliest. In the order of the key: neighbours share pages of the ledger. What is
-- old by all of its times is passed over first, at the least cost.
-- $1 nothing before then falls into a window, $2 now.
INSERT INTO pg_temp.booked (customer_id, campaign, occurrence, topic, priority, counts_at, is_unsent)
SELECT m.customer_id, m.campaign, m.occurrence, m.topic, m.priority,
    CASE WHEN m.state IN ('accepted', 'unknown') THEN coalesce(m.accepted_at, m.send_at)
        ELSE greatest(m.send_at, $2::timestamptz) END,
    m.state = 'planned'
FROM (
    SELECT DISTINCT k.customer_id
    FROM pg_temp.candidate k
    LEFT JOIN pg_temp.gathered g ON g.customer_id = k.customer_id
    WHERE k.state IS NULL AND g.customer_id IS NULL
    ORDER BY k.customer_id
) k
JOIN tidings.message m ON m.customer_id = k.customer_id
WHERE greatest(m.accepted_at, m.send_at, m.expires_at) >= $1::timestamptz
    AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
    AND CASE WHEN m.state IN ('accepted', 'unknown')
        THEN coalesce(m.accepted_at, m.send_at) >= $1::timestamptz
        ELSE m.expires_at > $2::timestamptz END
