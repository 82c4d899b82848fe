-- How many turns there are.
SELECT coalesce(max(turn), 0) AS turns FROM pg_temp.candidate WHERE state IS NULL
