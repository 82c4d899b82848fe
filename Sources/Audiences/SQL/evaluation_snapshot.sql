-- The snapshot that an evaluation is going to remember: taken before it reads anything.
SELECT pg_current_snapshot()::text AS seen
