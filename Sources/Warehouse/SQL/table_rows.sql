-- About how many rows a table has, as they were counted last. $1 its name.
SELECT greatest(t.reltuples, 0)::bigint AS rows
FROM pg_class t
JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = 'tidings' AND t.relname = $1::text
