-- Notes an incident that people are told of now; one that is over already has an end.
-- $1 key, $2 kind, $3 subject, $4 now, $5 up to when it is told, $6 end or null, $7 date, $8 run.
INSERT INTO tidings.incident
    (key, kind, subject, began_at, told_at, seen_through, ended_at, logical_date, run_id)
VALUES ($1::text, $2::text, $3::text, $4::timestamptz, $4::timestamptz, $5::timestamptz,
    $6::timestamptz, $7::date, $8::bigint)
RETURNING incident_id
