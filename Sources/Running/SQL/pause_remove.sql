-- Lets what was paused go on. $1 kind, $2 name.
DELETE FROM tidings.pause
WHERE kind = $1::text AND name = $2::text
