-- What counted against caps before the replay begins. $1 the replay's begin, $2 nothing before then
-- falls into a window.
INSERT INTO pg_temp.booked (customer_id, campaign, occurrence, topic, priority, counts_at)
SELECT m.customer_id, m.campaign, m.occurrence, m.topic, m.priority,
    coalesce(m.accepted_at, m.send_at)
FROM tidings.message m
WHERE m.planned_at < $1::timestamptz AND coalesce(m.accepted_at, m.send_at) >= $2::timestamptz
    AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
