-- Puts hashes of an exported list back. They mean something only to the database that made them.
-- $1 hashes in hexadecimal, $2 reasons, $3 now, $4 where they are from.
INSERT INTO tidings.suppression (address_hash, reason, added_at, origin)
SELECT decode(d.hash, 'hex'), min(d.reason), $3::timestamptz, $4::text
FROM unnest($1::text[], $2::text[]) AS d(hash, reason)
GROUP BY d.hash
ON CONFLICT (address_hash) DO NOTHING
