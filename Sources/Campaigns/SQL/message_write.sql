-- Writes the decisions. A row that was suppressed for a passing reason is decided anew; the same
-- decision again writes nothing. In the order of the key: neighbours share a page of its index.
-- $1 run, $2 the logical date, $3 now, $4 template, $5 the variants as JSON (name, template, from,
-- until: the parts of 10000 that are theirs), $6 what is hashed before the customer's id.
INSERT INTO tidings.message AS m (
    customer_id, campaign, occurrence, topic, priority, state, reason, detail, run_id,
    decided_for, planned_at, send_at, deferred_from, expires_at, template, variant, content)
SELECT k.customer_id, k.campaign, k.occurrence, k.topic, k.priority, coalesce(k.state, 'planned'),
    k.reason, k.detail, $1::bigint, $2::date, $3::timestamptz, k.send_at,
    CASE WHEN k.state IS NULL AND k.send_at > k.seek_from THEN k.due_at END,
    k.expires_at, coalesce(v.template, $4::text), v.name, k.content
FROM pg_temp.candidate k
LEFT JOIN jsonb_to_recordset($5::jsonb) AS v(
    name text, template text, "from" integer, until integer)
    ON ('x' || substr(md5($6::text || k.customer_id), 1, 8))::bit(32)::bigint * 10000 / 4294967296
        BETWEEN v."from" AND v.until - 1
WHERE NOT k.is_foreseen
ORDER BY k.customer_id
ON CONFLICT (customer_id, campaign, occurrence) DO UPDATE
SET state = excluded.state, reason = excluded.reason, detail = excluded.detail,
    topic = excluded.topic, priority = excluded.priority, run_id = excluded.run_id,
    decided_for = excluded.decided_for, planned_at = excluded.planned_at,
    send_at = excluded.send_at, deferred_from = excluded.deferred_from,
    expires_at = excluded.expires_at, template = excluded.template, variant = excluded.variant,
    content = excluded.content, closed_at = NULL
WHERE m.state = 'suppressed'
    AND (m.state, m.reason, m.detail)
        IS DISTINCT FROM (excluded.state, excluded.reason, excluded.detail)
