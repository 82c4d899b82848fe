-- What would change: rates of days that are new, and known ones that were corrected.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT s.currency, s.rated_on, s.line, r.currency IS NULL AS is_new
FROM pg_temp.stage_rates s
LEFT JOIN tidings.rate r ON r.currency = s.currency AND r.rated_on = s.rated_on
WHERE r.currency IS NULL OR s.rate <> r.rate
