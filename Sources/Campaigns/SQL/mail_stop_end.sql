-- Notes that the mail server takes mail again. $1 now.
UPDATE tidings.mail_stop SET ended_at = $1::timestamptz WHERE ended_at IS NULL
