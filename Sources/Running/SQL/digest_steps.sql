-- What feeds, tier programmes and segments came to in the runs of a span of time, summed up; sizes
-- are those of the last. $1 from, $2 until.
SELECT r.job, s.step, s.kind,
    coalesce(sum((s.figures ->> 'read')::bigint), 0) AS read,
    coalesce(sum((s.figures ->> 'inserted')::bigint), 0) AS inserted,
    coalesce(sum((s.figures ->> 'updated')::bigint), 0) AS updated,
    coalesce(sum((s.figures ->> 'unchanged')::bigint), 0) AS unchanged,
    coalesce(sum((s.figures ->> 'duplicate')::bigint), 0) AS duplicate,
    coalesce(sum((s.figures ->> 'filtered')::bigint), 0) AS filtered,
    coalesce(sum((s.figures ->> 'rejected')::bigint), 0) AS rejected,
    coalesce(sum((s.figures ->> 'deleted')::bigint), 0) AS deleted,
    max(s.run_id) FILTER (WHERE (s.figures ->> 'rejected')::bigint > 0) AS rejects_run,
    coalesce(sum((s.figures ->> 'up')::bigint), 0) AS up,
    coalesce(sum((s.figures ->> 'down')::bigint), 0) AS down,
    coalesce(sum((s.figures ->> 'entered')::bigint), 0) AS entered,
    coalesce(sum((s.figures ->> 'left')::bigint), 0) AS left_count,
    coalesce((array_agg((s.figures ->> 'members')::bigint ORDER BY s.run_id DESC))[1], 0) AS members
FROM tidings.run r
JOIN tidings.step s ON s.run_id = r.run_id
WHERE r.started_at >= $1::timestamptz AND r.started_at < $2::timestamptz
    AND s.outcome = 'succeeded' AND s.kind IN ('feed', 'tiers', 'segment')
GROUP BY r.job, s.step, s.kind
ORDER BY min(r.run_id), min(s.position)
