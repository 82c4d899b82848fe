-- Makes room for the messages that a campaign displaced.
TRUNCATE pg_temp.candidate
