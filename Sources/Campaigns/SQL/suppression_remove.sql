-- Takes addresses off the list. $1 and $2 the pads of the hash's key, $3 addresses.
DELETE FROM tidings.suppression s
USING unnest($3::text[]) AS d(address)
WHERE s.address_hash = sha256($2::bytea || sha256($1::bytea
    || convert_to('address:' || lower(d.address), 'UTF8')))
