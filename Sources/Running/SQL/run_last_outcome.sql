-- How the last attempt at a job for a logical date ended. $1 job, $2 logical date.
SELECT outcome
FROM tidings.run
WHERE job = $1::text AND logical_date = $2::date
ORDER BY attempt DESC
LIMIT 1
