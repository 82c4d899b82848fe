-- A day's orders as a till's file, to standard output: nine tenths are new, one tenth are orders of
-- late that came back returned. Settings: bench.rows and bench.active members, bench.day the day,
-- bench.night its number, bench.changes how many orders.
COPY (
    SELECT order_no, customer, to_char(placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        AS placed_at, status, total, currency, line, product, quantity, price
    FROM (
        SELECT 'o' || j AS order_no, customer AS customer, placed_at, 'completed' AS status,
            sum(quantity * price) OVER (PARTITION BY j) AS total, 'EUR' AS currency, n AS line,
            product, quantity, price
        FROM (
            SELECT j, n, 'c' || lpad((1 + (floor(active * 0.002 * (pow(501, floor.chance(j, 21)) - 1)
                    )::bigint * 7919) % active)::text, 8, '0') AS customer,
                day + floor(floor.chance(j, 22) * 72000) * interval '1 second' AS placed_at,
                'p' || 1 + floor((people * 3 / 10) * pow(floor.chance(j * 16 + n, 31), 2))::bigint
                    AS product,
                1 + (floor.chance(j * 16 + n, 32) < 0.2)::integer AS quantity
            FROM (
                SELECT current_setting('bench.rows')::bigint AS people,
                    current_setting('bench.active')::bigint AS active,
                    current_setting('bench.day')::timestamptz AS day,
                    current_setting('bench.changes')::bigint AS changes,
                    current_setting('bench.night')::bigint AS night
            ) AS bench
            CROSS JOIN LATERAL generate_series(5 * people + night * changes,
                5 * people + night * changes + changes * 9 / 10 - 1) AS j
            CROSS JOIN LATERAL generate_series(1,
                least(1 + floor(-1.5 * ln(1 - floor.chance(j, 24)))::integer, 9)) AS n
        ) AS l
        JOIN (SELECT product_id, price FROM tidings.product) AS p ON p.product_id = l.product
        UNION ALL
        SELECT o.order_id, o.customer_id, o.placed_at, 'returned', o.total, o.currency,
            l.line_key::bigint, l.product_id, l.quantity, l.price
        FROM (
            SELECT * FROM tidings.orders
            WHERE status = 'sale'
                AND placed_at > current_setting('bench.day')::timestamptz - interval '100 days'
            ORDER BY hashtextextended(order_id, current_setting('bench.night')::bigint)
            LIMIT current_setting('bench.changes')::bigint / 10
        ) AS o
        JOIN tidings.order_line AS l USING (customer_id, order_id)
    ) AS r
    ORDER BY order_no, line
) TO STDOUT (FORMAT csv, HEADER)
