-- Deletes what stood around rejects that are gone. $1 an instant, $2 how many at most.
DELETE FROM tidings.reject_frame
WHERE (load_id, file) IN (
    SELECT f.load_id, f.file
    FROM tidings.load l
    JOIN tidings.reject_frame f ON f.load_id = l.load_id
    WHERE l.started_at < $1::timestamptz
    LIMIT $2::bigint)
