-- Closes attempts at a job that nobody runs any more: the caller holds the job's lock, so what is
-- open was killed. $1 job, $2 now.
UPDATE tidings.run
SET outcome = 'retryable', exit_code = 8, finished_at = $2::timestamptz,
    problem = 'the process that ran it was killed'
WHERE job = $1::text AND outcome IS NULL
