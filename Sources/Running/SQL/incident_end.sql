-- Ends an incident. $1 incident, $2 now, $3 up to when it is told.
UPDATE tidings.incident
SET ended_at = $2::timestamptz, seen_through = greatest(seen_through, $3::timestamptz)
WHERE incident_id = $1::bigint
