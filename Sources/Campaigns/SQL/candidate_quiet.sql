-- Suppresses whose quiet hours end when the mail is no longer worth sending.
UPDATE pg_temp.candidate
SET state = 'suppressed', reason = 'quiet', send_at = seek_from
WHERE state IS NULL AND send_at >= expires_at
