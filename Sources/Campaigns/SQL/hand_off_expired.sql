-- What expired while it waited is not sent. $1 now.
UPDATE pg_temp.candidate SET state = 'expired'
WHERE state IS NULL AND expires_at <= $1::timestamptz
