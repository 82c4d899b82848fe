-- The tables that a benchmark's night reads or writes.
SELECT format('%I.%I', schemaname, tablename) AS table_name
FROM pg_tables WHERE schemaname IN ('tidings', 'floor')
