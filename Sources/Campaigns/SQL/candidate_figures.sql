-- What became of the candidates that are not only foreseen, and how many were put off.
SELECT coalesce(state, 'planned') AS state, reason, count(*) AS count,
    count(*) FILTER (WHERE state IS NULL AND send_at > seek_from) AS deferred
FROM pg_temp.candidate
WHERE NOT is_foreseen
GROUP BY state, reason
ORDER BY state, reason
