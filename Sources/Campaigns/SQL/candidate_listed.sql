-- Suppresses whose address is on the list of those that are never mailed. It is a list of hashes, so
-- it is asked only when there is something on it, and after what costs less.
-- $1 and $2 the pads of the hash's key.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = s.reason, detail = 'suppression list'
FROM (
    SELECT address, sha256($2::bytea || sha256($1::bytea
        || convert_to('address:' || address, 'UTF8'))) AS address_hash
    FROM (SELECT DISTINCT address FROM pg_temp.candidate WHERE state IS NULL) w
) n
JOIN tidings.suppression s ON s.address_hash = n.address_hash
WHERE k.state IS NULL AND k.address = n.address
