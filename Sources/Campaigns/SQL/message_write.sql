-- Writes the decisions. A row that was suppressed for a passing reason is decided anew; the same
-- decision again writes nothing. $1 run, $2 the logical date, $3 now, $4 priority, $5 template.
INSERT INTO tidings.message AS m (
    customer_id, campaign, occurrence, topic, priority, state, reason, detail, run_id,
    decided_for, planned_at, send_at, expires_at, template, content)
SELECT k.customer_id, k.campaign, k.occurrence, k.topic, $4::integer, k.state, k.reason,
    k.detail, $1::bigint, $2::date, $3::timestamptz, coalesce(k.send_at, k.due_at),
    k.expires_at, $5::text, k.content
FROM pg_temp.candidate k
WHERE NOT k.is_foreseen
ON CONFLICT (customer_id, campaign, occurrence) DO UPDATE
SET state = excluded.state, reason = excluded.reason, detail = excluded.detail,
    topic = excluded.topic, priority = excluded.priority, run_id = excluded.run_id,
    decided_for = excluded.decided_for, planned_at = excluded.planned_at,
    send_at = excluded.send_at, expires_at = excluded.expires_at, template = excluded.template,
    content = excluded.content, closed_at = NULL
WHERE m.state = 'suppressed'
    AND (m.state, m.reason, m.detail)
        IS DISTINCT FROM (excluded.state, excluded.reason, excluded.detail)
