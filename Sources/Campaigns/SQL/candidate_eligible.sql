-- Suppresses who may not be mailed, with the first reason that holds. Consent belongs to the
-- customer and topic, bounces and complaints to the address. An unsubscribe outlasts feeds: only
-- an opt-in dated later lifts it. A topic that the workspace no longer knows has no consent.
-- Serves planning and hand-off alike, and reads the events of the candidates alone.
-- $1 the topics as JSON (name, consent).
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = e.reason
FROM (
    SELECT k.customer_id, k.campaign, k.occurrence,
        CASE
            WHEN c.email IS NULL THEN 'invalid-address'
            WHEN b.complained THEN 'complained'
            WHEN b.bounced THEN 'bounced'
            WHEN u.last_at IS NOT NULL
                AND (n.given IS NOT TRUE OR NOT n.is_dated OR n.given_at <= u.last_at)
                THEN 'unsubscribed'
            WHEN n.given IS FALSE THEN 'no-consent'
            WHEN t.consent IS NULL THEN 'no-consent'
            WHEN t.consent = 'opt-in' AND n.given IS NOT TRUE THEN 'no-consent'
            WHEN t.consent = 'requested' AND k.product_id IS NULL AND n.given IS NOT TRUE
                THEN 'no-consent'
        END AS reason
    FROM pg_temp.candidate k
    LEFT JOIN jsonb_to_recordset($1::jsonb) AS t(name text, consent text) ON t.name = k.topic
    LEFT JOIN tidings.customer c ON c.customer_id = k.customer_id
    LEFT JOIN tidings.consent n ON n.customer_id = k.customer_id AND n.topic = k.topic
    LEFT JOIN (
        SELECT w.customer_id, w.topic, max(v.happened_at) AS last_at
        FROM (
            SELECT DISTINCT customer_id, topic FROM pg_temp.candidate WHERE state IS NULL
        ) w
        JOIN tidings.event v ON v.customer_id = w.customer_id AND v.kind = 'unsubscribed'
            AND v.topic IN ('', w.topic)
        GROUP BY w.customer_id, w.topic
    ) u ON u.customer_id = k.customer_id AND u.topic = k.topic
    LEFT JOIN (
        SELECT w.address, bool_or(v.kind = 'bounced') AS bounced,
            bool_or(v.kind = 'complained') AS complained
        FROM (
            SELECT DISTINCT lower(c.email) AS address
            FROM pg_temp.candidate k
            JOIN tidings.customer c ON c.customer_id = k.customer_id
            WHERE k.state IS NULL
        ) w
        JOIN tidings.event v ON lower(v.address) = w.address
        WHERE v.kind IN ('bounced', 'complained') AND v.address IS NOT NULL
        GROUP BY w.address
    ) b ON b.address = lower(c.email)
    WHERE k.state IS NULL
) e
WHERE k.state IS NULL AND e.reason IS NOT NULL AND k.customer_id = e.customer_id
    AND k.campaign = e.campaign AND k.occurrence = e.occurrence
