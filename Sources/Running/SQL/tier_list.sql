-- How many customers each tier of each programme has.
SELECT programme, tier, rank, count(*) AS members
FROM tidings.tier_period
WHERE ended_at IS NULL AND ($1::text IS NULL OR programme = $1::text)
GROUP BY programme, tier, rank
ORDER BY programme, rank DESC
