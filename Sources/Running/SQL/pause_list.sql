-- What is paused, and since when.
SELECT kind, name, since
FROM tidings.pause
ORDER BY kind, name
