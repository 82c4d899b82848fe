-- How many staged rows bring something new: a row about several people counts once.
SELECT count(DISTINCT row_id) AS inserted, 0::bigint AS updated FROM pg_temp.delta
