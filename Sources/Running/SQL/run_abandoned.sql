-- Closes attempts at a job that nobody runs any more: the caller holds the job's lock, so what is
-- open was killed. A tick that was run is not run again by itself. $1 job, $2 now.
WITH closed AS (
    UPDATE tidings.run
    SET outcome = 'retryable', exit_code = 8, finished_at = $2::timestamptz,
        problem = 'the process that ran it was killed'
    WHERE job = $1::text AND outcome IS NULL
    RETURNING run_id
), freed AS (
    DELETE FROM tidings.run_lease l USING closed c WHERE l.run_id = c.run_id
)
UPDATE tidings.tick t
SET state = 'ran', settled_at = $2::timestamptz
FROM closed c
WHERE t.run_id = c.run_id AND t.state = 'running'
