-- How many enter and leave each segment. Reads segment_move.
SELECT position, count(*) FILTER (WHERE enters) AS entered,
    count(*) FILTER (WHERE NOT enters) AS left_count
FROM segment_move
GROUP BY position
