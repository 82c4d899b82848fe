-- Messages, the latest decided first; one that a sender holds is claimed.
-- $1 campaign, $2 state, $3 customer, $4 run (each null for all), $5 how many.
SELECT m.campaign, m.occurrence, m.customer_id, m.topic,
    CASE WHEN o.sender IS NOT NULL THEN 'claimed' ELSE m.state END AS state,
    m.reason, m.detail, m.variant, m.planned_at, m.deferred_from, m.send_at,
    m.accepted_at, m.message_id
FROM tidings.message m
LEFT JOIN tidings.outbox o
    ON o.bucket = hashtextextended(m.customer_id, 0) & 1023 AND o.customer_id = m.customer_id
    AND o.campaign = m.campaign AND o.occurrence = m.occurrence
WHERE ($1::text IS NULL OR m.campaign = $1) AND ($2::text IS NULL OR
        CASE WHEN o.sender IS NOT NULL THEN 'claimed' ELSE m.state END = $2)
    AND ($3::text IS NULL OR m.customer_id = $3) AND ($4::bigint IS NULL OR m.run_id = $4)
ORDER BY m.planned_at DESC, m.priority DESC, m.campaign, m.customer_id, m.occurrence
LIMIT $5::bigint
