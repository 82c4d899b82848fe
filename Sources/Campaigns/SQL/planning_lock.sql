-- One planning pass at a time: what another decides counts against the same caps. Held until the
-- transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('tidings planning', 0))
