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
    SELECT place, name, topics, at_most, calendar, ('1 ' || calendar)::interval AS unit,
        make_interval(secs => seconds) AS length
    FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (
        name text, topics text[], at_most integer, calendar text, seconds double precision))
        WITH ORDINALITY AS c(name, topics, at_most, calendar, seconds, place)
), reach AS MATERIALIZED (
    SELECT k.customer_id, k.campaign, k.occurrence, k.priority, c.place, c.topics, c.at_most,
        CASE WHEN c.calendar IS NULL THEN least(k.send_at, k.seek_from) - c.length
            ELSE date_trunc(c.calendar, least(k.send_at, k.seek_from) AT TIME ZONE k.zone)
                AT TIME ZONE k.zone END AS opens,
        CASE WHEN c.calendar IS NULL THEN greatest(k.send_at, k.expires_at) + c.length
            ELSE (date_trunc(c.calendar, greatest(k.send_at, k.expires_at) AT TIME ZONE k.zone)
                + c.unit) AT TIME ZONE k.zone END AS closes
    FROM pg_temp.candidate k
    JOIN cap c ON c.topics IS NULL OR k.topic = ANY (c.topics)
    WHERE k.turn = $1::integer AND k.state IS NULL
), counted AS MATERIALIZED (
    SELECT r.customer_id, r.place, array_agg(b.counts_at ORDER BY b.counts_at) AS times
    FROM reach r
    JOIN pg_temp.booked b ON b.customer_id = r.customer_id
        AND b.counts_at >= r.opens AND b.counts_at < r.closes
        AND (r.topics IS NULL OR b.topic = ANY (r.topics))
        AND NOT (b.is_movable AND b.priority < r.priority)
        AND (b.campaign <> r.campaign OR b.occurrence <> r.occurrence)
    GROUP BY r.customer_id, r.place
    HAVING count(*) >= min(r.at_most)
), barred AS (
    SELECT s.customer_id, s.zone, s.send_at, s.seek_from, s.expires_at, s.name,
        CASE WHEN s.calendar IS NULL THEN tstzrange(s.last - s.length, s.first + s.length, '()')
            ELSE tstzrange(date_trunc(s.calendar, s.first AT TIME ZONE s.zone) AT TIME ZONE s.zone,
                (date_trunc(s.calendar, s.first AT TIME ZONE s.zone) + s.unit)
                    AT TIME ZONE s.zone) END AS span
    FROM (
        SELECT k.customer_id, k.zone, k.send_at, k.seek_from, k.expires_at, c.name, c.calendar,
            c.unit, c.length, n.times[i] AS first, n.times[i + c.at_most - 1] AS last
        FROM counted n
        JOIN cap c ON c.place = n.place
        JOIN pg_temp.candidate k ON k.customer_id = n.customer_id AND k.turn = $1::integer
            AND k.state IS NULL
        CROSS JOIN LATERAL generate_series(1, cardinality(n.times) - c.at_most + 1) AS i
    ) s
    WHERE CASE WHEN s.calendar IS NULL THEN s.last < s.first + s.length
        ELSE date_trunc(s.calendar, s.first AT TIME ZONE s.zone)
            = date_trunc(s.calendar, s.last AT TIME ZONE s.zone) END
)
UPDATE pg_temp.candidate k
SET send_at = coalesce(p.slot, k.send_at),
    state = CASE WHEN p.slot IS NULL THEN 'suppressed' END,
    reason = CASE WHEN p.slot IS NULL THEN 'capped' END,
    detail = CASE WHEN p.slot IS NULL THEN p.cap END
FROM (
    SELECT t.customer_id, t.cap,
        lower(tstzmultirange(tstzrange(t.seek_from, greatest(t.seek_from, t.expires_at)))
            - t.taken - coalesce(q.quiet, '{}')) AS slot
    FROM (
        SELECT customer_id, zone, seek_from, expires_at,
            min(name) FILTER (WHERE span @> send_at) AS cap, range_agg(span) AS taken
        FROM barred
        GROUP BY customer_id, zone, seek_from, expires_at
        HAVING bool_or(span @> send_at)
    ) t
    CROSS JOIN LATERAL (
        -- A change of clocks may leave nothing of a quiet span.
        SELECT range_agg(tstzrange(least(s.opens, s.closes), s.closes)) AS quiet
        FROM (
            SELECT (d.day + make_interval(mins => $3::integer)) AT TIME ZONE t.zone AS opens,
                (d.day + make_interval(
                    days => CASE WHEN $3::integer > $4::integer THEN 1 ELSE 0 END,
                    mins => $4::integer)) AT TIME ZONE t.zone AS closes
            FROM generate_series(
                date_trunc('day', t.seek_from AT TIME ZONE t.zone) - interval '1 day',
                t.expires_at AT TIME ZONE t.zone, interval '1 day') AS d(day)
            WHERE $3::integer <> $4::integer
        ) s
    ) q
) p
WHERE k.turn = $1::integer AND k.state IS NULL AND k.customer_id = p.customer_id
