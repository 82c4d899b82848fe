-- The rejects of a run that were not let in since, in the order of their files.
-- $1 run, $2 feed or null for all.
SELECT l.feed, r.file, r.line, r.byte_offset, r.column_name, r.reason, r.raw
FROM tidings.reject r
JOIN tidings.load l ON l.load_id = r.load_id
WHERE l.run_id = $1::bigint AND ($2::text IS NULL OR l.feed = $2::text)
    AND l.replay_of IS NULL AND r.replayed_by IS NULL
ORDER BY r.load_id, r.position
