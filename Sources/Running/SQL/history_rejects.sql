-- Deletes rows that were set aside by loads before an instant. $1 the instant, $2 how many at most.
DELETE FROM tidings.reject
WHERE (load_id, position) IN (
    SELECT x.load_id, x.position
    FROM tidings.load l
    JOIN tidings.reject x ON x.load_id = l.load_id
    WHERE l.started_at < $1::timestamptz
    LIMIT $2::bigint)
