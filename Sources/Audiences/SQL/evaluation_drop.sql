-- Forgets one evaluation: what it kept is needed no more. $1 kind, $2 name.
DELETE FROM tidings.evaluation WHERE kind = $1::text AND name = $2::text
