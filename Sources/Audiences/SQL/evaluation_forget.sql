-- Forgets jobs and programmes whose evaluations nobody has seen for long, so that changes are not kept
-- for them: they begin anew. $1 the instant before which they were evaluated last.
DELETE FROM tidings.evaluation WHERE evaluated_at < $1::timestamptz
