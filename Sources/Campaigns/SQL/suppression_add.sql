-- Puts addresses on the list of those that are never mailed; what is on it stays as it was.
-- $1 and $2 the pads of the hash's key, $3 addresses, $4 reasons, $5 now, $6 where they are from.
INSERT INTO tidings.suppression (address_hash, reason, added_at, origin)
SELECT DISTINCT ON (a.address_hash) a.address_hash, a.reason, $5::timestamptz, $6::text
FROM (
    SELECT sha256($2::bytea || sha256($1::bytea
            || convert_to('address:' || lower(d.address), 'UTF8'))) AS address_hash, d.reason
    FROM unnest($3::text[], $4::text[]) AS d(address, reason)
) a
ORDER BY a.address_hash, a.reason
ON CONFLICT (address_hash) DO NOTHING
