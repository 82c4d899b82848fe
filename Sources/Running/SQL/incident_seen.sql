-- Up to when what happened has been told, and when it was told last, of incidents that are over.
SELECT key, max(seen_through) AS seen_through, max(told_at) AS told_at
FROM tidings.incident
WHERE ended_at IS NOT NULL
GROUP BY key
