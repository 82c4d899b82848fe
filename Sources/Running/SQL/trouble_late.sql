-- When runs that had to be over by now succeeded; null where they have not. A job that is new, or
-- whose schedule is, owes nothing from before; a tick that was skipped owes nothing.
-- $1 jobs, $2 logical dates, $3 ticks, $4 instants by which they had to be over,
-- $5 whether any run of the date will do.
SELECT d.job, d.logical_date::text AS logical_date, d.deadline, f.finished_at
FROM unnest($1::text[], $2::date[], $3::timestamptz[], $4::timestamptz[],
        $5::boolean[])
    AS d (job, logical_date, at, deadline, is_for_day)
CROSS JOIN LATERAL (
    SELECT min(r.finished_at) AS finished_at
    FROM tidings.run r
    WHERE r.job = d.job AND r.logical_date = d.logical_date AND r.outcome = 'succeeded'
        AND r.only_step IS NULL AND (d.is_for_day OR r.tick IS NULL OR r.tick = d.at)
) AS f
WHERE coalesce(
        (SELECT s.since <= d.at FROM tidings.schedule s WHERE s.job = d.job),
        EXISTS (SELECT FROM tidings.run r WHERE r.job = d.job AND r.started_at < d.at))
    AND NOT EXISTS (
        SELECT FROM tidings.tick t
        WHERE t.job = d.job AND t.at = d.at AND t.state = 'skipped')
