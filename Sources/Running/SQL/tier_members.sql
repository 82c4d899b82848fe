-- Who has which tier at an instant, and the last day of it where one is known by now.
-- $1 programme or null for all, $2 the instant, or null for now.
SELECT customer_id, programme, tier, started_at, reason,
    CASE WHEN ended_at IS NULL THEN (ends_on - 1)::text END AS until
FROM tidings.tier_period
WHERE ($2::timestamptz IS NULL OR started_at <= $2::timestamptz)
    AND (ended_at IS NULL OR ended_at > $2::timestamptz)
    AND ($1::text IS NULL OR programme = $1::text)
ORDER BY programme, rank DESC, customer_id
