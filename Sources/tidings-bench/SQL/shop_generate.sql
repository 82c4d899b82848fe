-- Generates a shop in the warehouse: members, five orders each over three years, two lines each,
-- as a shop's database would have brought them in, in the order of their time. The same numbers
-- give the same shop. Few members buy much (Zipf-Mandelbrot). Those beyond the active ones are
-- quiet around the day: no edge of the benchmark's windows passes over their orders, which are made
-- 10 to 25 days after a multiple of 30, nor over the days on which they joined or were born.
-- Settings: bench.rows and bench.active members, bench.day the day after the last orders.
CREATE OR REPLACE FUNCTION floor.chance(i bigint, what bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(i, what) & 9007199254740991) / 9007199254740992.0;

CREATE TEMP TABLE bench AS
SELECT current_setting('bench.rows')::bigint AS people,
    current_setting('bench.active')::bigint AS active, current_setting('bench.day')::date AS today;

INSERT INTO tidings.product (product_id, title, price, currency, categories, first_load_id,
    load_id, line)
SELECT 'p' || i, 'Book ' || i, round(exp(3 + 0.8 * (floor.chance(i, 1) + floor.chance(i, 2)
    + floor.chance(i, 3) - 1.5) * 2)::numeric, 2), 'EUR',
    ARRAY['Category ' || 1 + floor(floor.chance(i, 4) * 40)::integer], 1, 1, i
FROM bench, generate_series(1, greatest(people * 3 / 10, 100)) AS i;

CREATE TEMP TABLE person AS
SELECT i, 'c' || lpad(i::text, 8, '0') AS customer_id, i > active AS is_quiet,
    CASE WHEN i > active THEN 60 ELSE 0 END + floor(floor.chance(i, 11) * 1400)::integer AS joined
FROM bench, generate_series(1, people) AS i;

INSERT INTO tidings.customer (customer_id, email, first_name, birth_year, birth_month, birth_day,
    joined_on, city, locale, first_load_id, load_id, line)
SELECT customer_id, 'member-' || i || '@shop.example', 'Member', extract(year FROM born),
    extract(month FROM born), extract(day FROM born), today - joined, 'City ' || i % 30, 'de-DE',
    1, 1, i
FROM (
    SELECT p.*, b.today, CASE WHEN floor.chance(i, 12) < 0.2 THEN NULL
        WHEN is_quiet THEN make_date(1950 + (i % 50)::integer, 5, 1 + (i % 28)::integer)
        ELSE date '1940-01-01' + floor(floor.chance(i, 13) * 24820)::integer END AS born
    FROM person AS p, bench AS b
) AS p;

CREATE TEMP TABLE purchase AS
SELECT j, p.customer_id,
    today - CASE WHEN is_quiet THEN floor(ago / 30) * 30 + 10 + (ago - floor(ago / 30) * 30) / 2
        ELSE ago END * interval '1 day' AS placed_at,
    CASE WHEN chosen < 0.95 THEN 'sale' WHEN chosen < 0.98 THEN 'cancelled' ELSE 'returned' END
        AS status,
    1 + floor(-1.5 * ln(1 - floor.chance(j, 24)))::integer AS lines
FROM (
    SELECT j, floor.chance(j, 23) AS chosen, today::timestamptz AS today,
        CASE WHEN j <= 5 * active THEN
            1 + (floor(active * 0.002 * (pow(501, floor.chance(j, 21)) - 1))::bigint * 7919) % active
            ELSE active + 1 + (j * 7919) % (people - active) END AS buyer
    FROM bench, generate_series(1, 5 * people) AS j
) AS o
JOIN person AS p ON p.i = o.buyer
CROSS JOIN LATERAL (SELECT least(p.joined, 1095) * floor.chance(j, 22) AS ago) AS t;

CREATE TEMP TABLE purchased AS
SELECT customer_id, j, n, product_id, quantity, price
FROM (
    SELECT p.customer_id, p.j, n,
        'p' || 1 + floor((people * 3 / 10) * pow(floor.chance(p.j * 16 + n, 31), 2))::bigint
            AS product_id,
        1 + (floor.chance(p.j * 16 + n, 32) < 0.2)::integer AS quantity
    FROM bench, purchase AS p CROSS JOIN LATERAL generate_series(1, least(p.lines, 9)) AS n
) AS l
JOIN tidings.product USING (product_id);
ANALYZE purchased;

INSERT INTO tidings.orders (customer_id, order_id, placed_at, status, total, currency, channel,
    first_load_id, load_id, line)
SELECT p.customer_id, 'o' || j, placed_at, status, t.total, 'EUR', 'web', 1, 1, j
FROM purchase AS p
JOIN (SELECT j, sum(quantity * price) AS total FROM purchased GROUP BY j) AS t USING (j)
ORDER BY placed_at;

INSERT INTO tidings.order_line (customer_id, order_id, line_key, product_id, quantity, price)
SELECT customer_id, 'o' || j, n::text, product_id, quantity, price FROM purchased ORDER BY j;

DROP TABLE bench, person, purchase, purchased;
