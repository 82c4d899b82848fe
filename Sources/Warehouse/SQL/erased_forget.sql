-- Lets an erased customer come back with the next feed. $1 and $2 the pads of the hash's key,
-- $3 customer.
DELETE FROM tidings.erased
WHERE id_hash = sha256($2::bytea || sha256($1::bytea || convert_to('id:' || $3::text, 'UTF8')))
