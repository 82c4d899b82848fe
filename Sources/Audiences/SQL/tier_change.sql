-- Decides every customer's level and keeps in tier_change those whose period changes (is_change)
-- or is kept for longer. Up at once; down when no longer kept, by rule; at once where a return
-- has unearned the level: to what is earned, was earned then, or was held before and kept still.
-- Reads tier_amount and tier_past. $1 programme, $2 thresholds, $3 tiers, $4 the day evaluated,
-- $5 days kept, $6 downgrade rule, $7 'usual', 'baseline' or 'redefined'.
CREATE TEMP TABLE tier_change ON COMMIT DROP AS
SELECT r.customer_id, r.amount, r.old_rank, r.rank, ($3::text[])[r.rank + 1] AS tier,
    CASE
        WHEN $7::text = 'baseline' THEN 'baseline'
        WHEN $7::text = 'redefined' AND r.old_tier IS NOT NULL THEN 'redefined'
        WHEN $7::text = 'redefined' THEN 'baseline'
        WHEN r.old_rank IS NULL AND r.rank = 0 THEN 'baseline'
        WHEN r.rank > coalesce(r.old_rank, 0) THEN 'earned'
        ELSE 'downgraded'
    END AS reason,
    r.new_kept_until AS kept_until, r.is_change
FROM (
    SELECT k.*,
        k.old_rank IS DISTINCT FROM k.rank
            OR k.old_tier IS DISTINCT FROM ($3::text[])[k.rank + 1] AS is_change,
        CASE
            WHEN k.rank = 0 THEN NULL
            WHEN k.rank <= k.earned THEN greatest($4::date + $5::integer,
                CASE WHEN k.rank = k.held THEN k.kept_until END)
            WHEN k.rank = k.held THEN k.kept_until
            WHEN k.is_unearned THEN greatest(
                CASE WHEN k.rank <= k.past THEN k.kept_until END,
                CASE WHEN k.rank <= k.fallback THEN k.fallback_kept_until END)
            ELSE $4::date + $5::integer
        END AS new_kept_until
    FROM (
        SELECT h.*,
            CASE
                WHEN h.held IS NULL OR h.earned >= h.held THEN h.earned
                WHEN $7::text <> 'usual' AND h.kept_until >= $4::date THEN h.held
                WHEN $7::text <> 'usual' THEN h.earned
                WHEN h.is_unearned THEN greatest(h.earned, h.past, coalesce(h.fallback, 0))
                WHEN $6::text = 'never' OR h.kept_until >= $4::date THEN h.held
                WHEN $6::text = 'one level' THEN h.held - 1
                ELSE h.earned
            END AS rank
        FROM (
            SELECT a.customer_id, a.amount, p.rank AS old_rank, p.tier AS old_tier, p.kept_until,
                CASE WHEN $7::text = 'usual' THEN p.rank
                    ELSE array_position($3::text[], p.tier) - 1 END AS held,
                greatest(width_bucket(coalesce(a.amount, 0), $2::numeric[]) - 1, 0) AS earned,
                t.past, coalesce(t.past < p.rank, false) AS is_unearned,
                q.rank AS fallback, q.kept_until AS fallback_kept_until
            FROM tier_amount AS a
            LEFT JOIN (
                SELECT customer_id, rank, tier, kept_until, started_at FROM tidings.tier_period
                WHERE programme = $1::text AND ended_at IS NULL
            ) AS p ON p.customer_id = a.customer_id
            LEFT JOIN (
                SELECT customer_id,
                    greatest(width_bucket(coalesce(amount, 0), $2::numeric[]) - 1, 0) AS past
                FROM tier_past
            ) AS t ON t.customer_id = a.customer_id
            LEFT JOIN (
                SELECT customer_id, rank, kept_until, ended_at FROM tidings.tier_period
                WHERE programme = $1::text AND kept_until >= $4::date
            ) AS q ON q.customer_id = a.customer_id AND q.ended_at = p.started_at
                AND q.rank < p.rank
        ) AS h
    ) AS k
) AS r
WHERE r.is_change OR r.new_kept_until IS DISTINCT FROM r.kept_until
