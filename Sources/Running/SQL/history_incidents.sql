-- Deletes incidents that were over before an instant. $1 the instant, $2 how many at most.
DELETE FROM tidings.incident
WHERE incident_id IN (
    SELECT incident_id
    FROM tidings.incident
    WHERE ended_at < $1::timestamptz
    LIMIT $2::bigint)
