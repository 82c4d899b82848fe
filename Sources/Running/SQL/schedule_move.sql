-- Notes that a job's ticks are rows up to now, unless somebody else did. $1 job, $2 up to when they
-- were, $3 now.
UPDATE tidings.schedule
SET through = $3::timestamptz
WHERE job = $1::text AND through = $2::timestamptz
RETURNING job
