-- Decides the level of everyone in tier_standing and keeps in tier_change those whose period changes
-- (is_change) or ends on another day. Up at once; down when it ends, by rule; at once where a return
-- has unearned the level: to what is earned, was earned then, or was held before and lasts still.
-- A level set by hand holds whatever the rules say, and when it is over what is earned, or what the
-- rules gave before where that lasts. Reads tier_standing, tier_lapse and tier_past. $1 programme,
-- $2 thresholds, $3 tiers, $4 the day evaluated, $5 downgrade rule, $6 'usual', 'baseline' or
-- 'redefined'.
CREATE TEMP TABLE tier_change ON COMMIT DROP AS
SELECT r.customer_id, r.amount, r.old_rank, r.rank, ($3::text[])[r.rank + 1] AS tier,
    CASE
        WHEN r.is_override THEN 'override'
        WHEN r.was_override AND r.rank > r.old_rank AND r.set_rank IS NOT NULL THEN 'earned'
        WHEN r.was_override THEN 'override ended'
        WHEN $6::text = 'baseline' THEN 'baseline'
        WHEN $6::text = 'redefined' AND r.old_tier IS NOT NULL THEN 'redefined'
        WHEN $6::text = 'redefined' THEN 'baseline'
        WHEN r.old_rank IS NULL AND r.rank = 0 THEN 'baseline'
        WHEN r.rank > coalesce(r.old_rank, 0) THEN 'earned'
        ELSE 'downgraded'
    END AS reason,
    r.new_earned_on AS earned_on, r.new_kept_until AS kept_until, r.new_ends_on AS ends_on,
    -- What the period that ends would have had, should the customer come back to it.
    r.held_earned_on, r.held_kept_until, r.held_ends_on, r.is_change
FROM (
    SELECT d.*, d.old_rank IS DISTINCT FROM d.rank OR d.was_override <> d.is_override
            OR d.old_tier IS DISTINCT FROM ($3::text[])[d.rank + 1] AS is_change,
        CASE
            WHEN d.is_override OR d.base <= d.earned THEN NULL
            WHEN d.was_override THEN d.before_earned_on
            WHEN $6::text <> 'usual' THEN NULL
            WHEN d.base = d.held OR d.is_unearned AND d.base <= d.past THEN d.held_earned_on
        END AS new_earned_on,
        CASE
            WHEN d.is_override OR d.base <= d.earned THEN NULL
            WHEN d.was_override THEN d.before_kept_until
            WHEN d.base = d.held THEN d.held_kept_until
            WHEN d.is_unearned THEN greatest(
                CASE WHEN d.base <= d.past THEN d.held_kept_until END,
                CASE WHEN d.base <= d.before THEN d.before_kept_until END)
            ELSE d.fallen_kept_until
        END AS new_kept_until,
        CASE
            WHEN d.is_override THEN d.set_until + 1
            WHEN d.base <= d.earned THEN NULL
            WHEN d.was_override THEN d.before_ends_on
            WHEN d.base = d.held THEN d.held_ends_on
            WHEN d.is_unearned THEN greatest(
                CASE WHEN d.base <= d.past THEN d.held_ends_on END,
                CASE WHEN d.base <= d.before THEN d.before_ends_on END)
            ELSE d.fallen_ends_on
        END AS new_ends_on
    FROM (
        SELECT b.*,
            CASE
                WHEN b.set_rank IS NULL THEN b.base
                WHEN b.is_floor THEN greatest(b.base, b.set_rank)
                ELSE b.set_rank
            END AS rank,
            coalesce((b.base <> b.set_rank OR b.was_override)
                AND (NOT b.is_floor OR b.base <= b.set_rank), false) AS is_override
        FROM (
            SELECT h.*,
                CASE
                    WHEN h.was_override AND h.set_rank IS NULL
                        THEN greatest(h.earned, h.before, 0)
                    WHEN h.held IS NULL OR h.earned >= h.held THEN h.earned
                    WHEN h.is_unearned THEN greatest(h.earned, h.past,
                        CASE WHEN h.before < h.held THEN h.before END)
                    WHEN NOT h.is_held THEN h.earned
                    WHEN h.held_ends_on IS NULL OR h.held_ends_on > $4::date THEN h.held
                    WHEN $6::text = 'usual' AND $5::text = 'one level' THEN h.held - 1
                    ELSE h.earned
                END AS base
            FROM (
                SELECT a.customer_id, a.amount, a.rank AS old_rank, a.tier AS old_tier,
                    a.earned_on AS old_earned_on, a.kept_until AS old_kept_until,
                    a.ends_on AS old_ends_on,
                    coalesce(a.reason = 'override', false) AS was_override,
                    CASE
                        WHEN a.reason = 'override' THEN NULL
                        WHEN $6::text = 'usual' THEN a.rank
                        ELSE array_position($3::text[], a.tier) - 1
                    END AS held,
                    a.earned, l.customer_id IS NOT NULL AS is_held, l.earned_on AS held_earned_on,
                    l.kept_until AS held_kept_until, l.ends_on AS held_ends_on,
                    f.kept_until AS fallen_kept_until, f.ends_on AS fallen_ends_on,
                    t.past, coalesce(t.past < a.rank, false) AS is_unearned,
                    CASE WHEN q.ends_on > $4::date OR q.ends_on IS NULL THEN q.rank END AS before,
                    q.earned_on AS before_earned_on, q.kept_until AS before_kept_until,
                    q.ends_on AS before_ends_on,
                    o.rank AS set_rank, o.until AS set_until, o.is_floor
                FROM tier_standing AS a
                LEFT JOIN (SELECT * FROM tier_lapse WHERE NOT is_fall) AS l
                    ON l.customer_id = a.customer_id
                LEFT JOIN (SELECT * FROM tier_lapse WHERE is_fall) AS f
                    ON f.customer_id = a.customer_id
                LEFT JOIN (
                    SELECT customer_id,
                        greatest(width_bucket(coalesce(amount, 0), $2::numeric[]) - 1, 0) AS past
                    FROM tier_past
                ) AS t ON t.customer_id = a.customer_id
                LEFT JOIN (
                    SELECT DISTINCT ON (e.customer_id) e.customer_id, e.rank, e.earned_on,
                        e.kept_until, e.ends_on
                    FROM tidings.tier_period AS e
                    JOIN (
                        SELECT customer_id FROM tier_past
                        UNION
                        SELECT customer_id FROM tidings.tier_override WHERE programme = $1::text
                    ) AS w ON w.customer_id = e.customer_id
                    WHERE e.programme = $1::text AND e.ended_at IS NOT NULL
                        AND e.reason <> 'override'
                    ORDER BY e.customer_id, e.started_at DESC
                ) AS q ON q.customer_id = a.customer_id
                LEFT JOIN (
                    SELECT customer_id, until, is_floor,
                        array_position($3::text[], tier) - 1 AS rank
                    FROM tidings.tier_override
                    WHERE programme = $1::text AND ended_at IS NULL AND until >= $4::date
                ) AS o ON o.customer_id = a.customer_id
                -- Who earns the level that they hold, and by nothing else, goes on.
                WHERE $6::text <> 'usual' OR a.earned IS DISTINCT FROM a.rank
                    OR a.tier IS DISTINCT FROM ($3::text[])[a.rank + 1] OR a.reason = 'override'
                    OR o.customer_id IS NOT NULL OR a.earned_on IS NOT NULL
                    OR a.kept_until IS NOT NULL OR a.ends_on IS NOT NULL
            ) AS h
        ) AS b
    ) AS d
) AS r
WHERE r.is_change OR r.new_earned_on IS DISTINCT FROM r.old_earned_on
    OR r.new_kept_until IS DISTINCT FROM r.old_kept_until
    OR r.new_ends_on IS DISTINCT FROM r.old_ends_on
