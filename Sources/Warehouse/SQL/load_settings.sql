-- Room for the sorts and hash tables of a large load, an evaluation or a planning, where the server
-- gives less: 128 MB each, and 256 MB to build an index. And a way by indexes to the few rows that
-- changed: the usual cost of one is that of a turning disk, by which a whole table is read instead.
-- Of values out of a subquery PostgreSQL expects few different ones: what it remembers of lookups
-- then serves nobody. For the transaction only.
SELECT set_config(m.name, m.wanted, true)
FROM (VALUES ('work_mem', '128MB'), ('maintenance_work_mem', '256MB')) AS m (name, wanted)
WHERE pg_size_bytes(current_setting(m.name)) < pg_size_bytes(m.wanted)
UNION ALL
SELECT set_config('random_page_cost', '1.1', true)
WHERE current_setting('random_page_cost')::float8 > 1.1
UNION ALL
SELECT set_config('enable_memoize', 'off', true)
