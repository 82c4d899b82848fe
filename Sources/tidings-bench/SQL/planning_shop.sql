-- A shop with a ledger: customers, of whom one in twenty said no, one in fifty unsubscribed and one in
-- two hundred shares an address, and some messages each over the last 90 days, all accepted. Everybody
-- is in one segment, every tenth in another. The settings bench.rows and bench.history say how many.
ALTER TABLE tidings.message DROP CONSTRAINT message_pkey;
INSERT INTO tidings.customer (
    customer_id, email, first_name, joined_on, timezone, first_load_id, load_id, line)
SELECT 'c' || lpad(n::text, 8, '0'),
    CASE WHEN n % 199 = 0 THEN 'shared' || n / 398 ELSE 'c' || n END || '@example.com', 'Ann',
    '2020-01-01'::date + (n % 2000)::integer,
    (ARRAY['Asia/Shanghai', 'Asia/Tokyo', 'Pacific/Auckland', NULL])[1 + n % 4], 1, 1, n
FROM generate_series(1, current_setting('bench.rows')::bigint) n;
INSERT INTO tidings.consent (customer_id, topic, given, given_at, load_id, line)
SELECT 'c' || lpad(n::text, 8, '0'), 'news', n % 20 <> 0, '2025-01-01', 1, n
FROM generate_series(1, current_setting('bench.rows')::bigint) n;
INSERT INTO tidings.event (customer_id, kind, happened_at, topic, campaign)
SELECT 'c' || lpad(n::text, 8, '0'), 'unsubscribed', '2026-01-01', 'news', ''
FROM generate_series(7, current_setting('bench.rows')::bigint, 50) n;
INSERT INTO tidings.segment_entry (customer_id, segment, entered_at, entered_run, is_baseline)
SELECT 'c' || lpad(n::text, 8, '0'), s.name, '2026-11-01', 1, false
FROM generate_series(1, current_setting('bench.rows')::bigint) n
JOIN (VALUES ('everybody', 1, 0), ('tenth', 10, 3)) AS s(name, part, rest)
    ON n % s.part = s.rest;
INSERT INTO tidings.message (
    customer_id, campaign, occurrence, topic, priority, state, run_id, decided_for, planned_at,
    send_at, expires_at, accepted_at, template)
SELECT 'c' || lpad(n::text, 8, '0'), 'campaign-' || k, 'once:' || k,
    (ARRAY['greetings', 'news', 'restock'])[1 + (n + k) % 3], 50, 'accepted', k, t::date, t, t,
    t + interval '1 day', t + interval '3 minutes', 'card'
FROM generate_series(1, current_setting('bench.history')::bigint) k,
    generate_series(1, current_setting('bench.rows')::bigint) n,
    LATERAL (SELECT '2026-11-20T12:00:00Z'::timestamptz
        - make_interval(hours => ((n * 7919 + k * 104729) % 2160)::integer) AS t) t;
ALTER TABLE tidings.message ADD PRIMARY KEY (customer_id, campaign, occurrence);
