-- The steps of a run, in their order. $1 run.
SELECT step, kind, outcome, seconds, tries, figures::text AS figures, problem
FROM tidings.step
WHERE run_id = $1::bigint
ORDER BY position
