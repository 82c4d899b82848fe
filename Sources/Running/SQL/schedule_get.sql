-- Until when a job's ticks are rows, if its schedule is still the same. $1 job, $2 fingerprint.
SELECT through
FROM tidings.schedule
WHERE job = $1::text AND fingerprint = $2::text
