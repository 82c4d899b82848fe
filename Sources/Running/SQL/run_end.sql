-- Records how a run ended, settles its tick and gives its lease back: only for who holds the lease.
-- $1 run, $2 outcome, $3 exit code, $4 now, $5 problem, $6 epoch.
WITH freed AS (
    DELETE FROM tidings.run_lease
    WHERE run_id = $1::bigint AND epoch = $6::integer
    RETURNING run_id
), settled AS (
    UPDATE tidings.tick t
    SET state = CASE WHEN t.reason IS NULL THEN 'ran' ELSE 'shifted' END,
        settled_at = $4::timestamptz
    FROM freed f
    WHERE t.run_id = f.run_id AND t.state = 'running'
)
UPDATE tidings.run r
SET outcome = $2::text, exit_code = $3::integer, finished_at = $4::timestamptz,
    problem = $5::text
FROM freed f
WHERE r.run_id = f.run_id
RETURNING r.run_id
