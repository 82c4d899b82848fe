-- Remembers by keyed hash alone that somebody was erased, so that no feed brings them back. It waits
-- for feeds that are being loaded, and what they brought is erased after it.
-- $1 and $2 the pads of the hash's key, $3 customer, $4 now.
INSERT INTO tidings.erased (id_hash, address_hash, erased_at)
SELECT sha256($2::bytea || sha256($1::bytea || convert_to('id:' || $3::text, 'UTF8'))),
    c.address_hash, $4::timestamptz
FROM (SELECT 1) o
LEFT JOIN (
    SELECT sha256($2::bytea
        || sha256($1::bytea || convert_to('address:' || lower(k.email), 'UTF8'))) AS address_hash
    FROM tidings.customer k
    WHERE k.customer_id = $3::text
) c ON true
ON CONFLICT (id_hash) DO UPDATE
SET address_hash = coalesce(excluded.address_hash, tidings.erased.address_hash)
