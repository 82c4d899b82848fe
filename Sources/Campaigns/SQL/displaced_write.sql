-- Writes where displaced messages go, or that there is no place left for them: they count as
-- suppressed after they were planned. Those that stay are not touched. $1 now.
UPDATE tidings.message m
SET send_at = CASE WHEN k.state IS NULL THEN k.send_at ELSE m.send_at END,
    deferred_from = CASE WHEN k.state IS NOT NULL THEN m.deferred_from
        WHEN k.send_at > k.due_at THEN k.due_at END,
    state = coalesce(k.state, m.state), reason = k.reason, detail = k.detail,
    content = CASE WHEN k.state IS NULL THEN m.content ELSE m.content - 'voucher' END,
    closed_at = CASE WHEN k.state IS NOT NULL THEN $1::timestamptz END
FROM pg_temp.candidate k
WHERE m.customer_id = k.customer_id AND m.campaign = k.campaign AND m.occurrence = k.occurrence
    AND (k.state IS NOT NULL OR greatest(m.send_at, $1::timestamptz) <> k.send_at)
