-- Writes ticks that have come. $1 job, $2 instants, $3 logical dates, $4 due from, $5 states,
-- $6 reasons, $7 now.
INSERT INTO tidings.tick (job, at, logical_date, due_at, state, reason, settled_at)
SELECT $1::text, v.at, v.logical_date, v.due_at, v.state, v.reason,
    CASE WHEN v.state <> 'due' THEN $7::timestamptz END
FROM unnest($2::timestamptz[], $3::date[], $4::timestamptz[], $5::text[], $6::text[])
    AS v (at, logical_date, due_at, state, reason)
ON CONFLICT (job, at) DO NOTHING
