-- Notes the day of an evaluation and how long it keeps levels; the same again writes nothing.
-- $1 programme, $2 day, $3 days kept.
INSERT INTO tidings.tier_evaluation AS t (programme, evaluated_on, keep_days)
VALUES ($1::text, $2::date, $3::integer)
ON CONFLICT (programme) DO UPDATE
SET evaluated_on = greatest(t.evaluated_on, excluded.evaluated_on), keep_days = excluded.keep_days
WHERE t.evaluated_on < excluded.evaluated_on OR t.keep_days <> excluded.keep_days
