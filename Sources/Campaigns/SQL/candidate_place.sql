-- Gives each candidate of a turn whose slot is taken the first free one before it expires: outside
-- quiet hours, and where no cap is full. Without one it is capped, with the name of a cap that was
-- full when it was due. Touches only those whose slot is taken.
--
-- A cap bars spans of time, for each at_most messages in a row: of a calendar window that holds them
-- all, from its start to its end; of a rolling one, if they fall into one window of its length, all
-- instants that share a window with them. What unsent messages of lower priority hold is not taken.
-- What the spans leave of the time until it expires is free.
--
-- $1 turn, $2 the caps as JSON (name, topics, at_most, calendar, seconds), $3 and $4 quiet hours
-- from and to in minutes since midnight (null: never quiet).
WITH cap AS MATERIALIZED (
    SELECT c.place, c.name, c.topics, c.at_most, c.calendar, c.length, c.reach,
        -- No earlier message falls into a window of any candidate, whatever its zone: from 12 hours
        -- behind UTC to 14 ahead.
        CASE WHEN c.calendar IS NULL THEN t.first - c.length
            ELSE (date_trunc(c.calendar, t.first AT TIME ZONE 'UTC' - interval '12 hours')
                - interval '14 hours') AT TIME ZONE 'UTC' END AS opens
    FROM (
        SELECT place, name, topics, at_most, calendar,
            coalesce(make_interval(secs => seconds), ('1 ' || calendar)::interval) AS length,
            -- A month of 30 days, by which intervals are compared, and a change of clocks.
            coalesce(make_interval(secs => seconds), ('1 ' || calendar)::interval + '2 days')
                AS reach
        FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (
            name text, topics text[], at_most integer, calendar text, seconds double precision))
            WITH ORDINALITY AS c(name, topics, at_most, calendar, seconds, place)
    ) c
    CROSS JOIN (
        SELECT min(least(send_at, seek_from)) AS first
        FROM pg_temp.candidate
        WHERE turn = $1::integer AND state IS NULL
    ) t
), counted AS (
    SELECT b.customer_id, c.place, b.counts_at AS first,
        lead(b.counts_at, c.at_most - 1) OVER (
            PARTITION BY b.customer_id, c.place ORDER BY b.counts_at) AS last
    FROM pg_temp.candidate k
    JOIN pg_temp.booked b ON b.customer_id = k.customer_id
        AND NOT (b.is_movable AND b.priority < k.priority)
        AND (b.campaign <> k.campaign OR b.occurrence <> k.occurrence)
        AND b.counts_at >= (SELECT min(opens) FROM cap)
    -- For each message, not for each cap: caps are few.
    CROSS JOIN LATERAL (
        SELECT place, at_most
        FROM cap
        WHERE b.counts_at >= opens
            AND (topics IS NULL OR b.topic = ANY (topics) AND k.topic = ANY (topics))
        OFFSET 0
    ) c
    WHERE k.turn = $1::integer AND k.state IS NULL
), barred AS (
    SELECT row_id, zone, send_at, seek_from, expires_at, name, span
    FROM (
        SELECT k.ctid AS row_id, k.zone, k.send_at, k.seek_from, k.expires_at, c.name, n.last,
            CASE WHEN c.calendar IS NULL
                THEN tstzrange(n.last - c.length, n.first + c.length, '()')
                ELSE tstzrange(d.day AT TIME ZONE k.zone, (d.day + c.length) AT TIME ZONE k.zone)
                END AS span
        FROM counted n
        JOIN cap c ON c.place = n.place AND n.last - n.first < c.reach
        JOIN pg_temp.candidate k ON k.customer_id = n.customer_id AND k.turn = $1::integer
            AND k.state IS NULL
        CROSS JOIN LATERAL (
            SELECT date_trunc(c.calendar, n.first AT TIME ZONE k.zone) AS day OFFSET 0
        ) d
        WHERE n.last IS NOT NULL
        OFFSET 0
    ) s
    WHERE last < upper(span)
), taken AS MATERIALIZED (
    SELECT row_id, zone, seek_from, expires_at,
        min(name) FILTER (WHERE span @> send_at) AS cap, range_agg(span) AS taken
    FROM barred
    GROUP BY row_id, zone, seek_from, expires_at
    HAVING bool_or(span @> send_at)
)
UPDATE pg_temp.candidate k
SET send_at = coalesce(p.slot, k.send_at),
    state = CASE WHEN p.slot IS NULL THEN 'suppressed' END,
    reason = CASE WHEN p.slot IS NULL THEN 'capped' END,
    detail = CASE WHEN p.slot IS NULL THEN p.cap END
FROM (
    SELECT t.row_id, t.cap,
        lower(tstzmultirange(tstzrange(t.seek_from, greatest(t.seek_from, t.expires_at)))
            - t.taken - coalesce(q.quiet, '{}')) AS slot
    FROM taken t
    LEFT JOIN (
        -- A change of clocks may leave nothing of a quiet span.
        SELECT s.zone, s.seek_from, s.expires_at,
            range_agg(tstzrange(least(s.opens, s.closes), s.closes)) AS quiet
        FROM (
            SELECT t.zone, t.seek_from, t.expires_at,
                (d.day + make_interval(mins => $3::integer)) AT TIME ZONE t.zone AS opens,
                (d.day + make_interval(
                    days => CASE WHEN $3::integer > $4::integer THEN 1 ELSE 0 END,
                    mins => $4::integer)) AT TIME ZONE t.zone AS closes
            FROM (SELECT DISTINCT zone, seek_from, expires_at FROM taken) t
            CROSS JOIN LATERAL generate_series(
                date_trunc('day', t.seek_from AT TIME ZONE t.zone) - interval '1 day',
                t.expires_at AT TIME ZONE t.zone, interval '1 day') AS d(day)
            WHERE $3::integer <> $4::integer
        ) s
        GROUP BY s.zone, s.seek_from, s.expires_at
    ) q ON q.zone = t.zone AND q.seek_from = t.seek_from AND q.expires_at = t.expires_at
) p
WHERE k.ctid = p.row_id
