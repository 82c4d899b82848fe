-- Forgets which files arrived before an instant. $1 the instant, $2 how many at most.
DELETE FROM tidings.file_arrival
WHERE (job, file) IN (
    SELECT a.job, a.file
    FROM tidings.file_arrival a
    WHERE a.at < $1::timestamptz
    LIMIT $2::bigint)
