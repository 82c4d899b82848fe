-- Makes room for the next campaign of the pass.
TRUNCATE pg_temp.candidate
