-- One process migrates at a time; others wait here.
SELECT pg_advisory_lock(7310587263001)
