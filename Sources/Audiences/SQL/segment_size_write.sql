-- Records how large segments are now. $1 names, $2 members, $3 entered, $4 left, $5 instant, $6 run.
INSERT INTO tidings.segment_size AS s
    (segment, evaluated_at, run_id, members, entered, left_count)
SELECT n.segment, $5::timestamptz, $6::bigint, n.members, n.entered, n.left_count
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[])
    AS n (segment, members, entered, left_count)
ON CONFLICT (segment, evaluated_at) DO UPDATE
SET run_id = excluded.run_id, members = excluded.members, entered = excluded.entered,
    left_count = excluded.left_count
