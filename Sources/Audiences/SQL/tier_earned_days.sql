-- The days on which customers last earned a level that they no longer earn and still keep: as of
-- each the metric is computed anew, to see whether a return has unearned the level. Periods that
-- began by a downgrade or a new definition were not earned, and end by rule only.
-- Reads tier_amount. $1 programme, $2 thresholds, $3 the day evaluated, $4 days kept.
SELECT DISTINCT (p.kept_until - $4::integer) AS earned_on
FROM tier_amount AS a
JOIN (
    SELECT customer_id, rank, kept_until FROM tidings.tier_period
    WHERE programme = $1::text AND ended_at IS NULL AND rank > 0 AND kept_until >= $3::date
        AND reason IN ('baseline', 'earned')
) AS p ON p.customer_id = a.customer_id
WHERE width_bucket(coalesce(a.amount, 0), $2::numeric[]) - 1 < p.rank
    AND p.kept_until - $4::integer < $3::date
ORDER BY earned_on
