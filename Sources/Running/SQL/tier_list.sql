-- How many customers each tier of each programme has at an instant.
-- $1 programme or null for all, $2 the instant, or null for now.
SELECT programme, tier, rank, count(*) AS members
FROM tidings.tier_period
WHERE ($2::timestamptz IS NULL OR started_at <= $2::timestamptz)
    AND (ended_at IS NULL OR ended_at > $2::timestamptz)
    AND ($1::text IS NULL OR programme = $1::text)
GROUP BY programme, tier, rank
ORDER BY programme, rank DESC
