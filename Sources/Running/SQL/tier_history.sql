-- What each evaluation that moved somebody did to a programme, the newest first.
-- $1 programme or null for all, $2 the last instant, or null for now.
SELECT programme, started_at, max(started_run) AS run_id,
    count(*) FILTER (WHERE reason = 'earned') AS up,
    count(*) FILTER (WHERE reason = 'downgraded') AS down,
    count(*) FILTER (WHERE reason IN ('override', 'override ended')) AS by_hand,
    count(*) FILTER (WHERE reason IN ('baseline', 'redefined')) AS first
FROM tidings.tier_period
WHERE ($1::text IS NULL OR programme = $1::text)
    AND ($2::timestamptz IS NULL OR started_at <= $2::timestamptz)
GROUP BY programme, started_at
ORDER BY started_at DESC, programme
