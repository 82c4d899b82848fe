-- Suppresses for whom no code was left. $1 turn.
UPDATE pg_temp.candidate
SET state = 'suppressed', reason = 'no-voucher'
WHERE turn = $1::integer AND state IS NULL AND NOT is_foreseen AND NOT content ? 'voucher'
