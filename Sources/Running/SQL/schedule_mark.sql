-- How far the scheduler has come; null before it begins.
SELECT max(through) AS through
FROM tidings.schedule
