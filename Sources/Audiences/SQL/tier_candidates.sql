-- Fills tier_candidate with those who last earned their level on a day and no longer do.
-- Reads tier_amount. $1 programme, $2 thresholds, $3 the day, $4 days kept.
INSERT INTO tier_candidate (customer_id)
SELECT p.customer_id
FROM tier_amount AS a
JOIN (
    SELECT customer_id, rank, kept_until FROM tidings.tier_period
    WHERE programme = $1::text AND ended_at IS NULL AND rank > 0
        AND reason IN ('baseline', 'earned')
) AS p ON p.customer_id = a.customer_id
WHERE width_bucket(coalesce(a.amount, 0), $2::numeric[]) - 1 < p.rank
    AND p.kept_until - $4::integer = $3::date
