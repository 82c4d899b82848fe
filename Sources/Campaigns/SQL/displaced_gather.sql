-- The unsent messages of lower priority of customers for whom a campaign has just been planned, as
-- candidates, the higher priority in the earlier turn; says how many turns there are. Where they
-- have to move they may go from now on, not before they were due.
-- $1 campaign, $2 its priority, $3 now, $4 the workspace's zone.
WITH gathered AS (
    INSERT INTO pg_temp.candidate (
        customer_id, campaign, occurrence, topic, priority, content, zone, due_at, send_at, seek_from,
        expires_at, turn)
    SELECT b.customer_id, b.campaign, b.occurrence, b.topic, b.priority, m.content,
        coalesce(c.timezone, $4::text), coalesce(m.deferred_from, m.send_at), b.counts_at,
        greatest(coalesce(m.deferred_from, m.send_at), $3::timestamptz), m.expires_at,
        row_number() OVER (
            PARTITION BY b.customer_id ORDER BY b.priority DESC, b.campaign, b.occurrence)
    FROM (
        SELECT DISTINCT customer_id
        FROM pg_temp.booked
        WHERE campaign = $1::text AND is_new
    ) n
    JOIN pg_temp.booked b ON b.customer_id = n.customer_id AND b.is_movable
        AND b.priority < $2::integer
    JOIN tidings.message m ON m.customer_id = b.customer_id AND m.campaign = b.campaign
        AND m.occurrence = b.occurrence
    LEFT JOIN tidings.customer c ON c.customer_id = b.customer_id
    RETURNING turn
)
SELECT coalesce(max(turn), 0) AS turns FROM gathered
