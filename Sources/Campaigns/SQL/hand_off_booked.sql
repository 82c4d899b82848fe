-- What counts against caps beside the messages that are about to leave: what the customer got or may
-- have got, what senders have in hand, and what waits with a higher priority. What waits with no
-- higher one finds its own place when it leaves. Touches the customers' own rows alone.
-- $1 now, $2 nothing before then falls into a window.
INSERT INTO pg_temp.booked (
    customer_id, campaign, occurrence, topic, priority, counts_at, is_in_hand)
SELECT m.customer_id, m.campaign, m.occurrence, m.topic, m.priority,
    CASE WHEN m.state IN ('accepted', 'unknown') THEN m.accepted_at
        ELSE greatest(m.send_at, $1::timestamptz) END,
    o.sender IS NOT NULL
FROM (
    SELECT customer_id, min(priority) AS priority
    FROM pg_temp.candidate
    WHERE state IS NULL AND turn > 0
    GROUP BY customer_id
) k
JOIN tidings.message m ON m.customer_id = k.customer_id
LEFT JOIN pg_temp.candidate c ON c.customer_id = m.customer_id AND c.campaign = m.campaign
    AND c.occurrence = m.occurrence
LEFT JOIN tidings.outbox o ON m.state NOT IN ('accepted', 'unknown')
    AND o.bucket = hashtextextended(m.customer_id, 0) & 1023 AND o.customer_id = m.customer_id
    AND o.campaign = m.campaign AND o.occurrence = m.occurrence
WHERE c.customer_id IS NULL
    AND CASE WHEN m.state IN ('accepted', 'unknown') THEN m.accepted_at >= $2::timestamptz
        WHEN m.state IN ('planned', 'claimed', 'retrying')
        THEN m.priority > k.priority AND m.expires_at > $1::timestamptz OR o.sender IS NOT NULL
        ELSE false END
