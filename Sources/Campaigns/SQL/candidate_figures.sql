-- What became of the candidates that are not only foreseen.
SELECT state, reason, count(*) AS count
FROM pg_temp.candidate
WHERE NOT is_foreseen
GROUP BY state, reason
ORDER BY state, reason
