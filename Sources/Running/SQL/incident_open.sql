-- The incidents that are not over, and which of them came back within an hour of the end of the last.
SELECT i.incident_id, i.key, i.kind, i.subject, i.began_at, i.told_at, i.seen_through,
    i.logical_date::text AS logical_date, i.run_id,
    EXISTS (
        SELECT FROM tidings.incident p
        WHERE p.key = i.key AND p.ended_at > i.began_at - interval '1 hour'
    ) AS is_flapping
FROM tidings.incident i
WHERE i.ended_at IS NULL
ORDER BY i.incident_id
