-- Ends ticks that were due without a run. $1 jobs, $2 instants, $3 states, $4 reasons, $5 now.
UPDATE tidings.tick t
SET state = v.state, reason = v.reason, settled_at = $5::timestamptz
FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[]) AS v (job, at, state, reason)
WHERE t.job = v.job AND t.at = v.at AND t.state = 'due'
