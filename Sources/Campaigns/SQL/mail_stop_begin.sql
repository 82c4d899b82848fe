-- Notes that sending stops because the mail server refuses everybody. $1 whose fault it says it is,
-- $2 its reply, $3 now.
INSERT INTO tidings.mail_stop AS s (is_only, fault, reply, stopped_at)
VALUES (true, $1::text, $2::text, $3::timestamptz)
ON CONFLICT (is_only) DO UPDATE
SET fault = excluded.fault, reply = excluded.reply, stopped_at = excluded.stopped_at,
    ended_at = NULL
