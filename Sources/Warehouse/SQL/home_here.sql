-- Whether this is the database that sends from its ledger; null when nobody ever sent from it.
SELECT (
    SELECT h.cluster = s.system_identifier::text AND h.database_oid = d.oid::bigint
    FROM tidings.home AS h
) AS is_home
FROM pg_control_system() AS s, pg_database AS d
WHERE d.datname = current_database()
