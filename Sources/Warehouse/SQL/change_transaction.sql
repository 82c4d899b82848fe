-- The number of this transaction, under which its changes are noted: passed on as a parameter, so
-- that it is the coordinator's wherever the rows are written.
SELECT pg_current_xact_id()::text AS number
