-- A run's lines behind one that was read before, in their order. $1 run, $2 the line, or 0.
SELECT l.line_id, l.run_id, r.job, l.at, l.step, l.event, l.level, l.message, l.hint
FROM tidings.log_line l
JOIN tidings.run r ON r.run_id = l.run_id
WHERE l.run_id = $1::bigint AND l.line_id > $2::bigint
ORDER BY l.line_id
