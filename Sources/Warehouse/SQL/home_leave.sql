-- Leaves the ledger without a home, as after a restore: what it tells may be older than what was
-- sent. $1 now.
INSERT INTO tidings.home AS h (is_only, cluster, database_oid, since)
VALUES (true, 'restored', 0, $1::timestamptz)
ON CONFLICT (is_only) DO UPDATE SET cluster = excluded.cluster,
    database_oid = excluded.database_oid, since = excluded.since
