-- What planning a campaign comes to when it is written by hand for it: one statement with the
-- campaign, its topic, the caps (1 a day; 3 in 14 days of greetings and news; 5 a month) and quiet
-- hours (21:00 to 08:00) as constants. Writes the decisions into the ledger and the outbox.
-- $1 the segment. The run of 21 November 2026 is due at 00:00 UTC; mail expires three days later.
WITH member AS MATERIALIZED (
    SELECT e.customer_id, 'in:' || e.segment || ':'
            || (e.entered_at AT TIME ZONE 'Asia/Shanghai')::date AS occurrence,
        c.email, lower(c.email) AS address, coalesce(c.joined_on, 'infinity') AS joined_on,
        coalesce(c.timezone, 'Asia/Shanghai') AS zone
    FROM tidings.segment_entry e
    JOIN tidings.customer c ON c.customer_id = e.customer_id
    WHERE e.segment = $1::text AND e.left_at IS NULL AND NOT EXISTS (
        SELECT
        FROM tidings.message m
        WHERE m.customer_id = e.customer_id AND m.campaign = 'card'
            AND m.occurrence = 'in:' || e.segment || ':'
                || (e.entered_at AT TIME ZONE 'Asia/Shanghai')::date
            AND NOT (m.state = 'suppressed' AND m.reason IN ('capped', 'quiet', 'no-products',
                'no-voucher', 'missing-value', 'out-of-stock', 'paused', 'guard')))
), allowed AS MATERIALIZED (
    SELECT m.*,
        CASE
            WHEN m.email IS NULL THEN 'invalid-address'
            WHEN b.complained THEN 'complained'
            WHEN b.bounced THEN 'bounced'
            WHEN u.last_at IS NOT NULL
                AND (n.given IS NOT TRUE OR NOT n.is_dated OR n.given_at <= u.last_at)
                THEN 'unsubscribed'
            WHEN n.given IS NOT TRUE THEN 'no-consent'
        END AS reason,
        CASE
            WHEN l.local::time >= '21:00' THEN
                (date_trunc('day', l.local) + interval '1 day 8 hours') AT TIME ZONE m.zone
            WHEN l.local::time < '08:00' THEN
                (date_trunc('day', l.local) + interval '8 hours') AT TIME ZONE m.zone
            ELSE '2026-11-21T00:00:00Z'::timestamptz
        END AS slot
    FROM member m
    CROSS JOIN LATERAL (
        SELECT '2026-11-21T00:00:00Z'::timestamptz AT TIME ZONE m.zone AS local
    ) l
    LEFT JOIN tidings.consent n ON n.customer_id = m.customer_id AND n.topic = 'news'
    LEFT JOIN (
        SELECT customer_id, max(happened_at) AS last_at
        FROM tidings.event
        WHERE kind = 'unsubscribed' AND topic IN ('', 'news')
        GROUP BY customer_id
    ) u ON u.customer_id = m.customer_id
    LEFT JOIN (
        SELECT lower(address) AS address, bool_or(kind = 'bounced') AS bounced,
            bool_or(kind = 'complained') AS complained
        FROM tidings.event
        WHERE kind IN ('bounced', 'complained') AND address IS NOT NULL
        GROUP BY lower(address)
    ) b ON b.address = m.address
), judged AS MATERIALIZED (
    SELECT a.customer_id, a.occurrence, a.zone, a.slot,
        coalesce(a.reason, CASE WHEN d.customer_id IS NOT NULL THEN 'duplicate-address' END)
            AS reason
    FROM allowed a
    LEFT JOIN (
        SELECT DISTINCT a.customer_id
        FROM allowed a
        JOIN tidings.customer o ON lower(o.email) = a.address AND o.customer_id <> a.customer_id
        LEFT JOIN allowed p ON p.customer_id = o.customer_id AND p.reason IS NULL
        LEFT JOIN tidings.message m ON m.customer_id = o.customer_id AND m.campaign = 'card'
            AND m.occurrence = a.occurrence
            AND m.state NOT IN ('suppressed', 'expired', 'cancelled')
        WHERE a.reason IS NULL AND (m.customer_id IS NOT NULL OR p.customer_id IS NOT NULL
            AND (p.joined_on, p.customer_id) < (a.joined_on, a.customer_id))
    ) d ON d.customer_id = a.customer_id
), counted AS MATERIALIZED (
    SELECT j.customer_id, j.zone, m.topic, coalesce(m.accepted_at, m.send_at) AS at
    FROM judged j
    JOIN tidings.message m ON m.customer_id = j.customer_id
    WHERE j.reason IS NULL
        AND m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        AND coalesce(m.accepted_at, m.send_at) >= '2026-10-31T00:00:00Z'
), barred AS (
    SELECT customer_id, '1 per day' AS cap, tstzrange(day AT TIME ZONE zone,
        (day + interval '1 day') AT TIME ZONE zone) AS span
    FROM (
        SELECT DISTINCT customer_id, zone, date_trunc('day', at AT TIME ZONE zone) AS day
        FROM counted
        WHERE at >= '2026-11-20T00:00:00Z'
    ) d
    UNION ALL
    SELECT customer_id, '3 per 14 days',
        tstzrange(last - interval '336 hours', first + interval '336 hours', '()')
    FROM (
        SELECT customer_id, at AS first,
            lead(at, 2) OVER (PARTITION BY customer_id ORDER BY at) AS last
        FROM counted
        WHERE topic IN ('greetings', 'news') AND at >= '2026-11-07T00:00:00Z'
    ) r
    WHERE last < first + interval '336 hours'
    UNION ALL
    SELECT customer_id, '5 per month', tstzrange(month AT TIME ZONE zone,
        (month + interval '1 month') AT TIME ZONE zone)
    FROM (
        SELECT customer_id, zone, date_trunc('month', at AT TIME ZONE zone) AS month
        FROM counted
    ) m
    GROUP BY customer_id, zone, month
    HAVING count(*) >= 5
), placed AS (
    SELECT j.customer_id, j.occurrence, j.slot AS due,
        CASE WHEN j.reason IS NOT NULL THEN j.reason
            WHEN t.customer_id IS NOT NULL AND t.free IS NULL THEN 'capped' END AS reason,
        CASE WHEN t.free IS NULL THEN t.cap END AS detail, coalesce(t.free, j.slot) AS send_at
    FROM judged j
    LEFT JOIN (
        SELECT b.customer_id, b.cap, lower(tstzmultirange(
            tstzrange('2026-11-21T00:00:00Z', '2026-11-24T00:00:00Z')) - b.taken - (
                SELECT range_agg(tstzrange((d.day + interval '21 hours') AT TIME ZONE b.zone,
                    (d.day + interval '32 hours') AT TIME ZONE b.zone))
                FROM generate_series('2026-11-19'::timestamp, '2026-11-24', '1 day') AS d(day)
            )) AS free
        FROM (
            SELECT j.customer_id, j.zone,
                min(b.cap) FILTER (WHERE b.span @> j.slot) AS cap, range_agg(b.span) AS taken
            FROM barred b
            JOIN judged j ON j.customer_id = b.customer_id
            GROUP BY j.customer_id, j.zone
            HAVING bool_or(b.span @> j.slot)
        ) b
    ) t ON t.customer_id = j.customer_id
), written AS (
    INSERT INTO tidings.message AS m (
        customer_id, campaign, occurrence, topic, priority, state, reason, detail, run_id,
        decided_for, planned_at, send_at, deferred_from, expires_at, template, content)
    SELECT customer_id, 'card', occurrence, 'news', 50,
        CASE WHEN reason IS NULL THEN 'planned' ELSE 'suppressed' END, reason, detail, 1000,
        '2026-11-21', '2026-11-21T00:00:00Z', send_at,
        CASE WHEN reason IS NULL AND send_at > '2026-11-21T00:00:00Z'
            THEN '2026-11-21T00:00:00Z'::timestamptz END,
        '2026-11-24T00:00:00Z', 'card', jsonb_build_object('segment', $1::text)
    FROM placed
    ON CONFLICT (customer_id, campaign, occurrence) DO UPDATE
    SET state = excluded.state, reason = excluded.reason, detail = excluded.detail,
        run_id = excluded.run_id, planned_at = excluded.planned_at, send_at = excluded.send_at,
        deferred_from = excluded.deferred_from, closed_at = NULL
    WHERE m.state = 'suppressed' AND (m.state, m.reason, m.detail)
        IS DISTINCT FROM (excluded.state, excluded.reason, excluded.detail)
    RETURNING m.customer_id, m.occurrence, m.state, m.send_at, m.expires_at
)
INSERT INTO tidings.outbox (
    bucket, customer_id, campaign, occurrence, send_at, expires_at, priority, run_id)
SELECT hashtextextended(customer_id, 0) & 1023, customer_id, 'card', occurrence, send_at,
    expires_at, 50, 1000
FROM written
WHERE state = 'planned'
