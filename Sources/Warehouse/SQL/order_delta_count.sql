-- How many staged rows belong to new and to changed orders: a row shares its order's fate.
SELECT
    coalesce(sum(row_count) FILTER (WHERE is_new), 0)::bigint AS inserted,
    coalesce(sum(row_count) FILTER (WHERE NOT is_new), 0)::bigint AS updated
FROM pg_temp.delta
