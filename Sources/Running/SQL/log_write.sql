-- Adds a line to a run's log.
-- $1 run, $2 at, $3 step or null, $4 event, $5 level, $6 message, $7 hint or null.
INSERT INTO tidings.log_line (run_id, at, step, event, level, message, hint)
VALUES ($1::bigint, $2::timestamptz, $3::text, $4::text, $5::text, $6::text, $7::text)
