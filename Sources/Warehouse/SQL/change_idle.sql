-- Whether nobody is looking for changes, and then keeps others from it while this transaction lasts.
-- $1 the lock.
SELECT pg_try_advisory_xact_lock($1::bigint) AS is_idle
