-- When the next notice is due; null if none waits.
SELECT min(next_at) AS next_at FROM tidings.notice WHERE next_at IS NOT NULL
