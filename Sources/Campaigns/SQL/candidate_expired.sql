-- What is no longer worth sending by now: it is recorded, counts against no cap and is not sent.
-- $1 now.
UPDATE pg_temp.candidate
SET state = 'expired', send_at = due_at
WHERE state IS NULL AND expires_at <= $1::timestamptz
