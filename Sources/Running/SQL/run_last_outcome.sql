-- How the last whole attempt at a job for a logical date ended. $1 job, $2 logical date.
SELECT outcome
FROM tidings.run
WHERE job = $1::text AND logical_date = $2::date AND only_step IS NULL
ORDER BY run_id DESC
LIMIT 1
