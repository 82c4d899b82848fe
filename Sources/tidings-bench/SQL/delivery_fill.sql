-- A ledger of planned messages that are all due, each to a customer of its own, with six of 300
-- books. $1 how many messages, $2 when they were planned.
WITH product AS (
    INSERT INTO tidings.product (
        product_id, title, url, image_url, price, currency, author, publisher, first_load_id,
        load_id, line)
    SELECT 'b' || i, 'A Book of Lanterns, volume ' || i,
        'https://shop.example/books/' || i || '?from=mail',
        'https://img.shop.example/covers/' || i || '.jpg', 5 + i % 40 + 0.95, 'EUR',
        'Author Number ' || i % 70, 'Lantern Press', 1, 1, 1
    FROM generate_series(0, 299) AS i
), customer AS (
    INSERT INTO tidings.customer (
        customer_id, email, first_name, last_name, city, locale, first_load_id, load_id, line)
    SELECT 'c' || i, 'reader' || i || '@reader' || i % 50 || '.example', 'Reader ' || i, 'Li',
        'Hangzhou', 'en', 1, 1, 1
    FROM generate_series(1, $1::bigint) AS i
), consent AS (
    INSERT INTO tidings.consent (customer_id, topic, given, given_at, load_id, line)
    SELECT 'c' || i, 'news', true, $2::timestamptz, 1, 1
    FROM generate_series(1, $1::bigint) AS i
), message AS (
    INSERT INTO tidings.message (
        customer_id, campaign, occurrence, topic, priority, state, run_id, decided_for, planned_at,
        send_at, expires_at, template, content)
    SELECT 'c' || i, 'new-books', 'new-products:2026-W48', 'news', 50, 'planned', 1,
        $2::timestamptz::date, $2::timestamptz, $2::timestamptz,
        $2::timestamptz + interval '1 day', 'books',
        jsonb_build_object('products', (
            SELECT jsonb_agg('b' || (i * 7 + k) % 300) FROM generate_series(1, 6) AS k))
    FROM generate_series(1, $1::bigint) AS i
)
INSERT INTO tidings.outbox (
    bucket, customer_id, campaign, occurrence, send_at, expires_at, priority, run_id)
SELECT hashtextextended('c' || i, 0) & 1023, 'c' || i, 'new-books', 'new-products:2026-W48',
    $2::timestamptz, $2::timestamptz + interval '1 day', 50, 1
FROM generate_series(1, $1::bigint) AS i
