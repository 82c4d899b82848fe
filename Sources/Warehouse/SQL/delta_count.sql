-- How many staged rows the delta holds, new and known.
SELECT count(*) FILTER (WHERE is_new) AS inserted, count(*) FILTER (WHERE NOT is_new) AS updated
FROM pg_temp.delta
