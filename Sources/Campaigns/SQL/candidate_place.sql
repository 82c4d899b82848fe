-- Gives each candidate of a turn the first free slot before it expires: at its hour on its day or a
-- following one, outside quiet hours, where no cap is full; else suppresses it as capped (with the
-- cap's name) or quiet. A rolling cap looks at every window of its length that holds the slot.
-- $1 turn, $2 now, $3 the topic's caps as JSON (name, topics, at_most, calendar, seconds), $4 and $5
-- quiet hours from and to in minutes since midnight (null: never quiet).
UPDATE pg_temp.candidate k
SET send_at = coalesce(p.slot, greatest(k.due_at, $2::timestamptz)),
    state = CASE WHEN p.slot IS NULL THEN 'suppressed' ELSE 'planned' END,
    reason = CASE WHEN p.slot IS NOT NULL THEN NULL WHEN p.cap IS NULL THEN 'quiet'
        ELSE 'capped' END,
    detail = p.cap
FROM (
    SELECT DISTINCT ON (s.customer_id, s.occurrence)
        s.customer_id, s.occurrence, CASE WHEN s.is_free THEN s.slot END AS slot, s.cap
    FROM (
        SELECT t.customer_id, t.occurrence, t.day, t.slot,
            t.slot < t.expires_at AND v.name IS NULL AS is_free,
            CASE WHEN t.slot < t.expires_at THEN v.name END AS cap
        FROM (
            SELECT q.customer_id, q.occurrence, q.day, q.zone, q.expires_at,
                CASE
                    WHEN $4::integer IS NULL OR NOT (CASE
                        WHEN $4::integer <= $5::integer
                            THEN q.minute >= $4::integer AND q.minute < $5::integer
                        ELSE q.minute >= $4::integer OR q.minute < $5::integer END)
                        THEN q.local AT TIME ZONE q.zone
                    ELSE (date_trunc('day', q.local)
                        + make_interval(
                            days => CASE WHEN q.minute >= $5::integer THEN 1 ELSE 0 END,
                            mins => $5::integer)) AT TIME ZONE q.zone
                END AS slot
            FROM (
                SELECT l.*, extract(hour FROM l.local)::integer * 60
                    + extract(minute FROM l.local)::integer AS minute
                FROM (
                    SELECT k.customer_id, k.occurrence, k.zone, k.expires_at, d.day,
                        greatest(k.due_at, $2::timestamptz) AT TIME ZONE k.zone
                            + make_interval(days => d.day) AS local
                    FROM pg_temp.candidate k
                    CROSS JOIN LATERAL generate_series(0, greatest(0, extract(
                        day FROM k.expires_at - greatest(k.due_at, $2::timestamptz))::integer))
                        AS d(day)
                    WHERE k.turn = $1::integer AND k.state IS NULL
                ) l
            ) q
        ) t
        LEFT JOIN LATERAL (
            SELECT c.name
            FROM jsonb_to_recordset($3::jsonb) AS c(
                name text, topics text[], at_most integer, calendar text,
                seconds double precision)
            WHERE CASE
                WHEN c.calendar IS NOT NULL THEN (
                    SELECT count(*)
                    FROM pg_temp.booked b
                    WHERE b.customer_id = t.customer_id
                        AND (c.topics IS NULL OR b.topic = ANY (c.topics))
                        AND date_trunc(c.calendar, b.counts_at AT TIME ZONE t.zone)
                            = date_trunc(c.calendar, t.slot AT TIME ZONE t.zone)
                ) >= c.at_most
                ELSE EXISTS (
                    SELECT
                    FROM (
                        SELECT t.slot AS opens
                        UNION ALL
                        SELECT b.counts_at
                        FROM pg_temp.booked b
                        WHERE b.customer_id = t.customer_id
                            AND b.counts_at > t.slot - make_interval(secs => c.seconds)
                            AND b.counts_at <= t.slot
                    ) o
                    WHERE (
                        SELECT count(*)
                        FROM pg_temp.booked b
                        WHERE b.customer_id = t.customer_id
                            AND (c.topics IS NULL OR b.topic = ANY (c.topics))
                            AND b.counts_at >= o.opens
                            AND b.counts_at < o.opens + make_interval(secs => c.seconds)
                    ) >= c.at_most
                )
            END
            ORDER BY c.name
            LIMIT 1
        ) v ON true
    ) s
    ORDER BY s.customer_id, s.occurrence, s.is_free DESC, s.cap IS NULL, s.day
) p
WHERE k.customer_id = p.customer_id AND k.occurrence = p.occurrence AND k.state IS NULL
