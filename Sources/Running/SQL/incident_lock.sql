-- One process at a time decides what people are told, until its transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('tidings incidents', 0))
