-- What a database must let its sessions do, and what of its settings may cut a night off. Changes
-- nothing.
SELECT clock_timestamp() AS now, pg_backend_pid() AS process,
    current_setting('server_encoding') AS encoding,
    has_database_privilege(current_database(), 'TEMP') AS may_stage,
    CASE WHEN to_regnamespace('tidings') IS NULL
        THEN has_database_privilege(current_database(), 'CREATE')
        ELSE has_schema_privilege('tidings', 'CREATE') END AS may_create,
    pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS is_read_only,
    current_setting('statement_timeout') AS statement_timeout,
    current_setting('idle_session_timeout') AS idle_timeout,
    current_setting('max_connections')::int
        - (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend')
        AS free_connections
