-- Records how a run ended. $1 run, $2 outcome, $3 exit code, $4 now, $5 problem.
UPDATE tidings.run
SET outcome = $2::text, exit_code = $3::integer, finished_at = $4::timestamptz,
    problem = $5::text
WHERE run_id = $1::bigint
