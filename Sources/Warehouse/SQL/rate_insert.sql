-- Lets the new rates in. $1 the load.
INSERT INTO tidings.rate (currency, rated_on, rate, first_load_id, load_id, line)
SELECT s.currency, s.rated_on, s.rate, $1::bigint, $1::bigint, s.line
FROM pg_temp.stage_rates s
JOIN pg_temp.delta d ON d.currency = s.currency AND d.rated_on = s.rated_on
WHERE d.is_new
