-- Records a step of a run; figures are replaced when the step goes on (sending).
-- $1 run, $2 position, $3 step, $4 kind, $5 outcome, $6 seconds, $7 figures, $8 problem.
INSERT INTO tidings.step (run_id, position, step, kind, outcome, seconds, figures, problem)
VALUES ($1::bigint, $2::integer, $3::text, $4::text, $5::text, $6::double precision,
    $7::jsonb, $8::text)
ON CONFLICT (run_id, position) DO UPDATE
SET outcome = excluded.outcome, seconds = excluded.seconds, figures = excluded.figures,
    problem = excluded.problem
