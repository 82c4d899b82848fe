-- Notes files that lie ready, but for those that were noted or loaded as they are. Of two schedulers
-- at once the second one finds them noted. $1 job, $2 feed, $3 files, $4 their stamps, $5 the tick.
INSERT INTO tidings.file_arrival AS a (job, file, stamp, at)
SELECT $1::text, v.file, v.stamp, $5::timestamptz
FROM unnest($3::text[], $4::text[]) AS v (file, stamp)
WHERE v.stamp IS DISTINCT FROM (
    SELECT l.stamp
    FROM tidings.load l
    WHERE l.job = $1::text AND l.feed = $2::text AND l.file = v.file AND l.loaded_at IS NOT NULL
        AND l.replay_of IS NULL
    ORDER BY l.load_id DESC
    LIMIT 1)
ON CONFLICT (job, file) DO UPDATE
SET stamp = excluded.stamp, at = excluded.at
WHERE a.stamp <> excluded.stamp
RETURNING file
