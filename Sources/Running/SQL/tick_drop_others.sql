-- Lets ticks that are due go by of all jobs but these. $1 jobs, $2 reason, $3 now.
UPDATE tidings.tick
SET state = 'skipped', reason = $2::text, settled_at = $3::timestamptz
WHERE state = 'due' AND job <> ALL ($1::text[])
