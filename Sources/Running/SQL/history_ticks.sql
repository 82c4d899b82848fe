-- Deletes ticks that ended before an instant. $1 the instant, $2 how many at most.
DELETE FROM tidings.tick
WHERE (job, at) IN (
    SELECT t.job, t.at
    FROM tidings.tick t
    WHERE t.settled_at < $1::timestamptz
    LIMIT $2::bigint)
