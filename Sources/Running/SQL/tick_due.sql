-- The ticks that are due and wait. $1 now.
SELECT job, at, logical_date::text AS logical_date, due_at
FROM tidings.tick
WHERE state = 'due' AND due_at <= $1::timestamptz
ORDER BY job, at
