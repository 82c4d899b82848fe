-- Tells of each customer whose level is not the one that they earn now since when, until when they
-- keep it and on which day it ends (is_fall false); and the same of the level below, were it to
-- begin now (is_fall true). Reads tier_standing. $1 programme, $2 the day evaluated,
-- $3 days kept, $4 days of grace, $5 downgrade rule, $6 'daily', 'monthly', 'joining' or 'tier',
-- $7 the day of the month, $8 whether everybody is meant, as after a change of the rules, $9 the
-- day of the last evaluation, $10 the days that it kept, $11 the workspace's zone.
CREATE TEMP TABLE tier_lapse ON COMMIT DROP AS
SELECT u.customer_id, u.is_fall, u.rank, u.earned, u.earned_on, u.kept_until,
    CASE
        WHEN $5::text = 'never' THEN NULL
        WHEN u.known_end IS NOT NULL THEN u.known_end
        WHEN $6::text = 'daily' THEN u.free_on
        WHEN $6::text = 'monthly' THEN
            CASE WHEN m.this >= u.free_on THEN m.this ELSE m.next END
        ELSE CASE WHEN y.this >= u.free_on THEN y.this ELSE y.next END
    END AS ends_on
FROM (
    SELECT s.customer_id, s.rank, s.earned, v.*, v.kept_until + $4::integer + 1 AS free_on
    FROM (
        SELECT a.customer_id, a.rank, a.kept_until, a.ends_on, a.earned_on, a.earned,
            (a.started_at AT TIME ZONE $11::text)::date AS began_on, j.joined_on
        FROM tier_standing AS a
        LEFT JOIN (
            SELECT customer_id, joined_on FROM tidings.customer WHERE $6::text = 'joining'
        ) AS j ON j.customer_id = a.customer_id
        WHERE a.rank > 0 AND a.reason <> 'override'
    ) AS s
    CROSS JOIN LATERAL (
        VALUES (false, CASE WHEN s.kept_until IS NULL THEN $9::date ELSE s.earned_on END,
                coalesce(s.kept_until, $9::date + $10::integer),
                CASE WHEN NOT $8::boolean THEN s.ends_on END, coalesce(s.joined_on, s.began_on)),
            (true, NULL, $2::date + $3::integer, NULL, coalesce(s.joined_on, $2::date))
    ) AS v(is_fall, earned_on, kept_until, known_end, anniversary)
    WHERE (s.earned <> s.rank OR $8::boolean OR s.customer_id IN (
            SELECT customer_id FROM tidings.tier_override
            WHERE programme = $1::text AND ended_at IS NULL))
        AND (NOT v.is_fall OR $5::text = 'one level')
) AS u
CROSS JOIN LATERAL (
    SELECT date_trunc('month', u.free_on::timestamp)::date AS first
) AS f
CROSS JOIN LATERAL (
    SELECT least(f.first + $7::integer - 1, (f.first + interval '1 month')::date - 1) AS this,
        least((f.first + interval '1 month')::date + $7::integer - 1,
            (f.first + interval '2 months')::date - 1) AS next
) AS m
CROSS JOIN LATERAL (
    SELECT extract(year FROM u.free_on)::integer - extract(year FROM u.anniversary)::integer
        AS years
) AS n
CROSS JOIN LATERAL (
    SELECT (u.anniversary + make_interval(years => n.years))::date AS this,
        (u.anniversary + make_interval(years => n.years + 1))::date AS next
) AS y
