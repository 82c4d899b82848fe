-- Where it is quiet by now, because the message is late, it waits for the end of the quiet hours;
-- what is no longer worth sending by then is not sent.
-- $1 the workspace's zone, $2 and $3 quiet hours from and to in minutes since midnight, $4 now.
UPDATE pg_temp.candidate k
SET seek_from = CASE WHEN q.ends < k.expires_at THEN q.ends END,
    state = CASE WHEN q.ends >= k.expires_at THEN 'suppressed' END,
    reason = CASE WHEN q.ends >= k.expires_at THEN 'quiet' END
FROM (
    SELECT z.ctid,
        (date_trunc('day', z.local) + make_interval(
            days => CASE WHEN z.minutes >= $3::integer THEN 1 ELSE 0 END,
            mins => $3::integer)) AT TIME ZONE z.zone AS ends
    FROM (
        SELECT l.*, extract(hour FROM l.local)::integer * 60
            + extract(minute FROM l.local)::integer AS minutes
        FROM (
            SELECT k.ctid, coalesce(c.timezone, $1::text) AS zone,
                $4::timestamptz AT TIME ZONE coalesce(c.timezone, $1::text) AS local
            FROM pg_temp.candidate k
            LEFT JOIN tidings.customer c ON c.customer_id = k.customer_id
            WHERE k.state IS NULL
        ) l
    ) z
    WHERE CASE WHEN $2::integer <= $3::integer
        THEN z.minutes >= $2::integer AND z.minutes < $3::integer
        ELSE z.minutes >= $2::integer OR z.minutes < $3::integer END
) q
WHERE k.ctid = q.ctid
