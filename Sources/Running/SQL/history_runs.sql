-- Deletes runs, with their steps and logs, that ended before an instant: not the last of a job, nor
-- one with messages that need a person. $1 the instant, $2 how many at most.
DELETE FROM tidings.run
WHERE run_id IN (
    SELECT r.run_id
    FROM tidings.run r
    WHERE r.finished_at < $1::timestamptz
        AND r.run_id < (SELECT max(l.run_id) FROM tidings.run l WHERE l.job = r.job)
        AND NOT EXISTS (
            SELECT FROM tidings.message m WHERE m.run_id = r.run_id AND m.state = 'unknown')
    LIMIT $2::bigint)
