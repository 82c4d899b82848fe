-- Notes that an incident lasts, and that people are told so now unless that is null.
-- $1 incident, $2 now or null, $3 up to when it is seen.
UPDATE tidings.incident
SET told_at = coalesce($2::timestamptz, told_at),
    seen_through = greatest(seen_through, $3::timestamptz)
WHERE incident_id = $1::bigint
