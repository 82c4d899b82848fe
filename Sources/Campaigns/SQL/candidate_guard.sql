-- The campaign's guard tripped: nobody gets it, and the ledger says why.
UPDATE pg_temp.candidate
SET state = 'suppressed', reason = 'guard'
WHERE state IS NULL AND NOT is_foreseen
