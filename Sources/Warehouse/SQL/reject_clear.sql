-- Forgets the rejects of a load whose file is read once more. $1 load.
DELETE FROM tidings.reject WHERE load_id = $1::bigint
