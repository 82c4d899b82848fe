-- How many staged rows belong to new and to changed orders: a row shares its order's fate.
SELECT
    coalesce(sum(coalesce(n.row_count, d.row_count)) FILTER (WHERE d.is_new), 0)::bigint
        AS inserted,
    coalesce(sum(coalesce(n.row_count, d.row_count)) FILTER (WHERE NOT d.is_new), 0)::bigint
        AS updated
FROM pg_temp.delta d
LEFT JOIN (
    SELECT z.order_id, count(*) AS row_count
    FROM pg_temp.stage_lines z
    GROUP BY z.order_id
) n ON n.order_id = d.order_id
