-- The whole evaluation of one day by hand-written SQL: each statement reads what it needs once.
-- Setting: bench.day. Windows include the day itself, as Tidings counts them.
BEGIN;
CREATE TEMP TABLE day AS SELECT current_setting('bench.day')::date AS today;
CREATE TEMP TABLE new_metrics AS
SELECT c.customer_id, o.first_on, o.last_on, coalesce(o.n_all, 0) AS n_all,
    coalesce(o.f365, 0) AS f365, coalesce(o.m365, 0) AS m365, coalesce(o.n90, 0) AS n90,
    coalesce(o.m90, 0) AS m90, coalesce(o.mprev90, 0) AS mprev90
FROM tidings.customer AS c
LEFT JOIN (
    SELECT customer_id, min(d) AS first_on, max(d) AS last_on, count(*)::integer AS n_all,
        (count(*) FILTER (WHERE d >= today - 365))::integer AS f365,
        sum(total) FILTER (WHERE d >= today - 365) AS m365,
        (count(*) FILTER (WHERE d >= today - 90))::integer AS n90,
        sum(total) FILTER (WHERE d >= today - 90) AS m90,
        sum(total) FILTER (WHERE d < today - 90 AND d >= today - 180) AS mprev90
    FROM (SELECT customer_id, (placed_at AT TIME ZONE 'UTC')::date AS d, total FROM tidings.orders
        WHERE status = 'sale') AS o, day
    GROUP BY customer_id
) AS o USING (customer_id);
ANALYZE new_metrics;
MERGE INTO floor.metrics AS m USING new_metrics AS s ON m.customer_id = s.customer_id
WHEN MATCHED AND (m.first_on, m.last_on, m.n_all, m.f365, m.m365, m.n90, m.m90, m.mprev90)
    IS DISTINCT FROM (s.first_on, s.last_on, s.n_all, s.f365, s.m365, s.n90, s.m90, s.mprev90)
    THEN UPDATE SET first_on = s.first_on, last_on = s.last_on, n_all = s.n_all, f365 = s.f365,
        m365 = s.m365, n90 = s.n90, m90 = s.m90, mprev90 = s.mprev90
WHEN NOT MATCHED THEN INSERT VALUES (s.customer_id, s.first_on, s.last_on, s.n_all, s.f365, s.m365,
    s.n90, s.m90, s.mprev90);

CREATE TEMP TABLE new_rfm AS
SELECT customer_id, ceil(5 * cume_dist() OVER (ORDER BY last_on DESC))::smallint AS r,
    CASE WHEN f365 > 0 THEN ceil(5 * cume_dist() OVER (PARTITION BY f365 > 0 ORDER BY f365)) END
        ::smallint AS f,
    CASE WHEN m365 > 0 THEN ceil(5 * cume_dist() OVER (PARTITION BY m365 > 0 ORDER BY m365)) END
        ::smallint AS m
FROM floor.metrics WHERE last_on IS NOT NULL;
ANALYZE new_rfm;
MERGE INTO floor.rfm AS t USING new_rfm AS s ON t.customer_id = s.customer_id
WHEN MATCHED AND (t.r, t.f, t.m) IS DISTINCT FROM (s.r, s.f, s.m)
    THEN UPDATE SET r = s.r, f = s.f, m = s.m
WHEN NOT MATCHED THEN INSERT VALUES (s.customer_id, s.r, s.f, s.m);
DELETE FROM floor.rfm AS t
WHERE NOT EXISTS (SELECT FROM new_rfm AS s WHERE s.customer_id = t.customer_id);

CREATE TEMP TABLE changed_tier AS
SELECT m.customer_id, w.tier
FROM floor.metrics AS m
CROSS JOIN LATERAL (SELECT CASE WHEN m365 >= 1500 THEN 'platinum' WHEN m365 >= 500 THEN 'gold'
    WHEN m365 >= 200 THEN 'silver' WHEN m365 >= 50 THEN 'bronze' ELSE 'reader' END AS tier) AS w
LEFT JOIN floor.tier_history AS h ON h.customer_id = m.customer_id AND h.valid_to IS NULL
WHERE h.tier IS DISTINCT FROM w.tier;
UPDATE floor.tier_history AS h SET valid_to = today FROM changed_tier AS c, day
WHERE h.customer_id = c.customer_id AND h.valid_to IS NULL;
INSERT INTO floor.tier_history SELECT customer_id, tier, today, NULL FROM changed_tier, day;

CREATE TEMP TABLE want AS
SELECT 'lapsed' AS segment, customer_id FROM floor.metrics, day WHERE last_on <= today - 90
UNION ALL
SELECT 'crime-not-travel', customer_id FROM (
    SELECT l.customer_id, sum(l.quantity) FILTER (WHERE p.categories = '{Category 7}') AS crime,
        sum(l.quantity) FILTER (WHERE p.categories = '{Category 12}') AS travel
    FROM tidings.orders AS o
    JOIN tidings.order_line AS l USING (customer_id, order_id)
    JOIN tidings.product AS p ON p.product_id = l.product_id
    CROSS JOIN day
    WHERE o.placed_at >= (today - 30)::timestamp AT TIME ZONE 'UTC' AND o.status = 'sale'
        AND p.categories && '{Category 7,Category 12}'
    GROUP BY l.customer_id) AS x
    WHERE crime > 0 AND travel IS NULL
UNION ALL
SELECT 'best', customer_id FROM (
    SELECT customer_id, row_number() OVER (ORDER BY m365 DESC, customer_id COLLATE "C") AS k,
        count(*) OVER () AS n
    FROM floor.metrics WHERE m365 > 0) AS x
    WHERE k <= ceil(n * 0.05)
UNION ALL
SELECT 'birthday-soon', customer_id FROM tidings.customer
WHERE (birth_month, birth_day) IN (
    SELECT extract(month FROM today + i), extract(day FROM today + i)
    FROM day, generate_series(0, 7) AS i)
UNION ALL
SELECT 'good-gone', customer_id FROM floor.metrics, day WHERE m365 >= 500 AND last_on <= today - 60
UNION ALL
SELECT 'never-bought', c.customer_id FROM tidings.customer AS c JOIN floor.metrics AS m
    USING (customer_id) CROSS JOIN day WHERE c.joined_on > today - 14 AND m.n_all = 0
UNION ALL
SELECT 'first-time', customer_id FROM floor.metrics, day WHERE first_on > today - 7
UNION ALL
SELECT 'frequent', customer_id FROM floor.metrics WHERE n90 >= 3 AND m90 > 240
UNION ALL
SELECT 'cooling', customer_id FROM floor.metrics WHERE mprev90 >= 100 AND m90 < 50
UNION ALL
SELECT 'loyal-lapsed', customer_id FROM floor.metrics, day WHERE last_on <= today - 90 AND n_all >= 5
UNION ALL
SELECT 'champions', customer_id FROM floor.rfm WHERE r <= 2 AND f >= 4 AND m >= 4;
ANALYZE want;
CREATE TEMP TABLE entering AS SELECT w.* FROM want AS w
LEFT JOIN floor.segment_member AS m USING (segment, customer_id) WHERE m.customer_id IS NULL;
CREATE TEMP TABLE leaving AS SELECT m.segment, m.customer_id FROM floor.segment_member AS m
LEFT JOIN want AS w USING (segment, customer_id) WHERE w.customer_id IS NULL;
DELETE FROM floor.segment_member AS m USING leaving AS l
WHERE m.segment = l.segment AND m.customer_id = l.customer_id;
INSERT INTO floor.segment_member SELECT segment, customer_id, today FROM entering, day;
INSERT INTO floor.segment_event SELECT segment, customer_id, 'e'::"char", today FROM entering, day
UNION ALL SELECT segment, customer_id, 'l', today FROM leaving, day;
COMMIT;
