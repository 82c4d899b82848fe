-- Messages whose fate is unknown, the oldest doubt first. $1 runs (none: of all), $2 campaign and
-- $3 customer (null: all).
SELECT run_id, campaign, occurrence, customer_id, closed_at, detail, message_id
FROM tidings.message
WHERE state = 'unknown' AND ($1::bigint[] = '{}' OR run_id = ANY ($1::bigint[]))
    AND ($2::text IS NULL OR campaign = $2::text) AND ($3::text IS NULL OR customer_id = $3::text)
ORDER BY closed_at, run_id, campaign, customer_id, occurrence
