-- How far an evaluation follows the changes, and a snapshot and cluster to compare with. What the
-- remembered snapshot shows must lie in this cluster's past (`is_usable`): a restored database may
-- count its transactions anew. No row: it never was. $1 kind, $2 name.
SELECT e.seen::text AS seen, e.was_read::text AS was_read, e.as_of, e.evaluated_at, e.basis,
    e.conditions, e.segments, e.members::text[] AS members, e.customers, e.held_back, e.rankings,
    e.cluster = c.system_identifier
        AND pg_snapshot_xmax(e.seen) <= pg_snapshot_xmax(pg_current_snapshot()) AS is_usable
FROM tidings.evaluation e
CROSS JOIN (SELECT system_identifier FROM pg_control_system()) c
WHERE e.kind = $1::text AND e.name = $2::text
