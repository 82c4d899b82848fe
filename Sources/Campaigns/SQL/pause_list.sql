-- What administrators hold back.
SELECT name, paused_at FROM tidings.pause ORDER BY name
