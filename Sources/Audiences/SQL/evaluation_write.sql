-- Remembers how far a job's evaluation follows the changes. $1 job, $2 snapshot, $3 as of, $4 now,
-- $5 basis, $6 conditions, $7 segments, $8 members, $9 customers, $10 held back, $11 rankings.
INSERT INTO tidings.evaluation AS e (job, seen, cluster, as_of, evaluated_at, basis, conditions,
    segments, members, customers, held_back, rankings)
SELECT $1::text, $2::pg_snapshot, c.system_identifier, $3::timestamptz, $4::timestamptz, $5::text,
    $6::text[], $7::text[], $8::bigint[], $9::bigint, $10::text[], $11::text[]
FROM pg_control_system() c
ON CONFLICT (job) DO UPDATE SET seen = excluded.seen, cluster = excluded.cluster,
    as_of = excluded.as_of, evaluated_at = excluded.evaluated_at, basis = excluded.basis,
    conditions = excluded.conditions, segments = excluded.segments, members = excluded.members,
    customers = excluded.customers, held_back = excluded.held_back, rankings = excluded.rankings
