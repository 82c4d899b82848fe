-- The last time that the mail server refused everybody, and since when it takes mail again.
SELECT fault, reply, stopped_at, ended_at FROM tidings.mail_stop
