-- Lets the next process migrate.
SELECT pg_advisory_unlock(7310587263001)
