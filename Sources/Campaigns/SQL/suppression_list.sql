-- The list, the latest first, with the customers who have the addresses now: of nobody else is an
-- address kept. $1 and $2 the pads of the hash's key, $3 how many (null: all).
SELECT encode(s.address_hash, 'hex') AS hash, s.reason, s.added_at, s.origin, c.customer_id,
    c.address
FROM (
    SELECT address_hash, reason, added_at, origin
    FROM tidings.suppression
    ORDER BY added_at DESC, address_hash
    LIMIT $3::bigint
) s
LEFT JOIN (
    SELECT sha256($2::bytea || sha256($1::bytea
            || convert_to('address:' || lower(k.email), 'UTF8'))) AS address_hash,
        min(k.customer_id) AS customer_id, min(lower(k.email)) AS address
    FROM tidings.customer k
    WHERE k.email IS NOT NULL
    GROUP BY 1
) c ON c.address_hash = s.address_hash
ORDER BY s.added_at DESC, s.address_hash
