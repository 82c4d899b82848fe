-- Takes out rows that were sent twice; the row count is how many.
DELETE FROM pg_temp.stage_lines WHERE copy > 1
