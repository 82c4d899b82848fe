-- Asks a run that is not over to stop. $1 run, $2 now.
UPDATE tidings.run
SET stop_asked_at = coalesce(stop_asked_at, $2::timestamptz)
WHERE run_id = $1::bigint AND outcome IS NULL
RETURNING run_id
