-- Gives a due tick to a run: once. $1 job, $2 instant, $3 run.
UPDATE tidings.tick
SET state = 'running', run_id = $3::bigint
WHERE job = $1::text AND at = $2::timestamptz AND state = 'due'
RETURNING job
