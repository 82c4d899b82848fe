-- Where it is quiet by now, because the message is late, it waits for the end of the quiet hours, and
-- is judged again then; what is no longer worth sending by then is not sent.
-- $1 and $2 quiet hours from and to in minutes since midnight, $3 now.
UPDATE pg_temp.candidate k
SET send_at = q.ends, turn = 0,
    state = CASE WHEN q.ends >= k.expires_at THEN 'suppressed' END,
    reason = CASE WHEN q.ends >= k.expires_at THEN 'quiet' END
FROM (
    SELECT z.ctid,
        (date_trunc('day', z.local) + make_interval(
            days => CASE WHEN z.minutes >= $2::integer THEN 1 ELSE 0 END,
            mins => $2::integer)) AT TIME ZONE z.zone AS ends
    FROM (
        SELECT l.*, extract(hour FROM l.local)::integer * 60
            + extract(minute FROM l.local)::integer AS minutes
        FROM (
            SELECT ctid, zone, $3::timestamptz AT TIME ZONE zone AS local
            FROM pg_temp.candidate
            WHERE state IS NULL
        ) l
    ) z
    WHERE CASE WHEN $1::integer <= $2::integer
        THEN z.minutes >= $1::integer AND z.minutes < $2::integer
        ELSE z.minutes >= $1::integer OR z.minutes < $2::integer END
) q
WHERE k.ctid = q.ctid
