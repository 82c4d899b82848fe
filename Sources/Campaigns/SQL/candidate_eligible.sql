-- Suppresses who may not be mailed, with the first reason that holds. Consent belongs to the
-- customer and topic, bounces and complaints to the address. An unsubscribe outlasts feeds: only
-- an opt-in later than it lifts it, a feed's that is dated or one that Tidings saw itself
-- (subscribed). Where a topic wants a confirmation, a feed's yes asks for one and is none, unless
-- its source says confirmed. A topic that the workspace no longer knows has no consent.
-- Serves planning and hand-off alike, and reads the events of the candidates alone.
-- $1 the topics as JSON (name, consent, confirm).
UPDATE pg_temp.candidate k
SET state = 'suppressed',
    reason = CASE WHEN e.reason = 'not-confirmed' THEN 'no-consent' ELSE e.reason END,
    detail = CASE WHEN e.reason = 'not-confirmed' THEN 'not confirmed' END
FROM (
    SELECT k.ctid,
        CASE
            WHEN k.address IS NULL THEN 'invalid-address'
            WHEN b.complained THEN 'complained'
            WHEN b.bounced THEN 'bounced'
            WHEN u.last_at IS NOT NULL AND u.last_at >= coalesce(
                greatest(u.subscribed_at, CASE WHEN n.given AND n.is_dated
                    AND (NOT t.confirm OR n.consent_source = 'confirmed'
                        OR k.occurrence LIKE 'confirm:%') THEN n.given_at END),
                '-infinity') THEN 'unsubscribed'
            WHEN n.given IS FALSE
                AND (u.subscribed_at IS NULL OR u.subscribed_at <= n.given_at)
                THEN 'no-consent'
            WHEN t.consent IS NULL THEN 'no-consent'
            WHEN t.consent = 'opt-in' AND n.given IS NOT TRUE AND u.subscribed_at IS NULL
                THEN 'no-consent'
            WHEN t.confirm AND u.subscribed_at IS NULL
                AND n.consent_source IS DISTINCT FROM 'confirmed'
                AND k.occurrence NOT LIKE 'confirm:%' THEN 'not-confirmed'
            WHEN t.consent = 'requested' AND k.product_id IS NULL AND n.given IS NOT TRUE
                AND u.subscribed_at IS NULL THEN 'no-consent'
        END AS reason
    FROM pg_temp.candidate k
    LEFT JOIN jsonb_to_recordset($1::jsonb) AS t(name text, consent text, confirm boolean)
        ON t.name = k.topic
    LEFT JOIN tidings.consent n ON n.customer_id = k.customer_id AND n.topic = k.topic
    LEFT JOIN (
        SELECT w.customer_id, w.topic,
            max(v.happened_at) FILTER (WHERE v.kind = 'unsubscribed') AS last_at,
            max(v.happened_at) FILTER (WHERE v.kind = 'subscribed') AS subscribed_at
        FROM pg_temp.candidate w
        JOIN tidings.event v ON v.customer_id = w.customer_id
            AND v.kind IN ('unsubscribed', 'subscribed') AND v.topic IN ('', w.topic)
        WHERE w.state IS NULL
        GROUP BY w.customer_id, w.topic
    ) u ON u.customer_id = k.customer_id AND u.topic = k.topic
    LEFT JOIN (
        SELECT w.address, bool_or(v.kind = 'bounced') AS bounced,
            bool_or(v.kind = 'complained') AS complained
        FROM pg_temp.candidate w
        JOIN tidings.event v ON lower(v.address) = w.address
            AND v.kind IN ('bounced', 'complained') AND v.address IS NOT NULL
        WHERE w.state IS NULL
        GROUP BY w.address
    ) b ON b.address = k.address
    WHERE k.state IS NULL
) e
WHERE k.ctid = e.ctid AND e.reason IS NOT NULL
