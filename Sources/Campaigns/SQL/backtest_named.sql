-- Names anew whom a campaign's decisions of one pass were about, with the times that they had.
-- $1 when they were decided, $2 campaign, $3 priority.
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic, due_at, expires_at)
SELECT customer_id, campaign, occurrence, topic, coalesce(deferred_from, send_at), expires_at
FROM tidings.message
WHERE planned_at = $1::timestamptz AND campaign = $2::text AND priority = $3::integer
    AND (state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        OR state = 'suppressed' AND reason = 'capped')
