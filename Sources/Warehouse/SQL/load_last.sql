-- The last load of a feed that was let in: for guards, and to know a first load. $1 job, $2 feed.
SELECT load_id, run_id, read_rows
FROM tidings.load
WHERE job = $1::text AND feed = $2::text AND loaded_at IS NOT NULL
    AND replay_of IS NULL
ORDER BY load_id DESC
LIMIT 1
