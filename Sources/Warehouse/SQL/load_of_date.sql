-- What the runs of one logical date loaded of a feed: its files may be in the archive by now.
-- $1 job, $2 feed, $3 logical date, $4 fingerprint.
SELECT count(*) AS loads, coalesce(sum(read_rows), 0)::bigint AS read_rows,
    coalesce(sum(inserted), 0)::bigint AS inserted, coalesce(sum(updated), 0)::bigint AS updated,
    coalesce(sum(unchanged), 0)::bigint AS unchanged,
    coalesce(sum(duplicate), 0)::bigint AS duplicate,
    coalesce(sum(filtered), 0)::bigint AS filtered,
    coalesce(sum(rejected), 0)::bigint AS rejected
FROM tidings.load l
JOIN tidings.run r USING (run_id)
WHERE l.job = $1::text AND l.feed = $2::text AND r.logical_date = $3::date
    AND l.fingerprint = $4::text AND l.loaded_at IS NOT NULL
    AND l.replay_of IS NULL
