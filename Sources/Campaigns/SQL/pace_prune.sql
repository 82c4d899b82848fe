-- Forgets what no budget counts any more. $1 before when.
DELETE FROM tidings.pace WHERE minute < $1::timestamptz
