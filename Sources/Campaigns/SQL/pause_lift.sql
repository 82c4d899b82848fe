-- Lets something go on; returns it if it was held back. $1 name.
DELETE FROM tidings.pause WHERE name = $1::text RETURNING name
