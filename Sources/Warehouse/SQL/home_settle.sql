-- Makes this the database that sends from its ledger. $1 now.
INSERT INTO tidings.home AS h (is_only, cluster, database_oid, since)
SELECT true, s.system_identifier::text, d.oid::bigint, $1::timestamptz
FROM pg_control_system() AS s, pg_database AS d
WHERE d.datname = current_database()
ON CONFLICT (is_only) DO UPDATE SET cluster = excluded.cluster,
    database_oid = excluded.database_oid, since = excluded.since
