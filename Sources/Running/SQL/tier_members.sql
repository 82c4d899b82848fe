-- Who has which tier. $1 programme or null for all.
SELECT customer_id, programme, tier, started_at, (ends_on - 1)::text AS until
FROM tidings.tier_period
WHERE ended_at IS NULL AND ($1::text IS NULL OR programme = $1::text)
ORDER BY programme, rank DESC, customer_id
