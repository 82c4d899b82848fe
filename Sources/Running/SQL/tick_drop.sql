-- Lets a job's ticks that are due go by. $1 job, $2 reason, $3 now.
UPDATE tidings.tick
SET state = 'skipped', reason = $2::text, settled_at = $3::timestamptz
WHERE job = $1::text AND state = 'due'
