-- Records a step of a run, for who holds its lease; it is replaced when the step is done again or
-- goes on (sending).
-- $1 run, $2 position, $3 step, $4 kind, $5 outcome, $6 seconds, $7 figures, $8 problem, $9 epoch,
-- $10 tries.
INSERT INTO tidings.step (run_id, position, step, kind, outcome, seconds, figures, problem, tries)
SELECT run_id, $2::integer, $3::text, $4::text, $5::text, $6::double precision, $7::jsonb, $8::text,
    $10::integer
FROM tidings.run_lease
WHERE run_id = $1::bigint AND epoch = $9::integer
ON CONFLICT (run_id, position) DO UPDATE
SET outcome = excluded.outcome, seconds = excluded.seconds, figures = excluded.figures,
    problem = excluded.problem, tries = excluded.tries
RETURNING run_id
