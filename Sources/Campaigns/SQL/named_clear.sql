-- Makes room for the next campaign of the pass.
TRUNCATE pg_temp.named, pg_temp.candidate
