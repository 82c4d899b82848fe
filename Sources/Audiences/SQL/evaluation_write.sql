-- Remembers how far an evaluation follows the changes. $1 kind, $2 name, $3 snapshot, $4 as of, $5 now,
-- $6 basis, $7 conditions, $8 segments, $9 members, $10 customers, $11 held back, $12 rankings,
-- $13 the snapshot when everything was read, of figures.
INSERT INTO tidings.evaluation AS e (kind, name, seen, cluster, as_of, evaluated_at, basis, conditions,
    segments, members, customers, held_back, rankings, was_read)
SELECT $1::text, $2::text, $3::pg_snapshot, c.system_identifier, $4::timestamptz, $5::timestamptz,
    $6::text, $7::text[], $8::text[], $9::bigint[], $10::bigint, $11::text[], $12::text[],
    $13::pg_snapshot
FROM pg_control_system() c
ON CONFLICT (kind, name) DO UPDATE SET seen = excluded.seen, cluster = excluded.cluster,
    as_of = excluded.as_of, evaluated_at = excluded.evaluated_at, basis = excluded.basis,
    conditions = excluded.conditions, segments = excluded.segments, members = excluded.members,
    customers = excluded.customers, held_back = excluded.held_back, rankings = excluded.rankings,
    was_read = excluded.was_read
