-- Writes the rates that were corrected. $1 the load.
UPDATE tidings.rate r SET rate = s.rate, load_id = $1::bigint, line = s.line
FROM pg_temp.stage_rates s
JOIN pg_temp.delta d ON d.currency = s.currency AND d.rated_on = s.rated_on
WHERE r.currency = s.currency AND r.rated_on = s.rated_on AND NOT d.is_new
