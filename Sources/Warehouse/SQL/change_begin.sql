-- Keeps changes from being forgotten while this transaction looks for those that it has not seen.
-- $1 the lock.
SELECT pg_advisory_xact_lock_shared($1::bigint)
