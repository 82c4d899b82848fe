-- Suppresses whose address is on the list of those that are never mailed. It is a list of hashes, so
-- it is asked only when there is something on it, and after what costs less.
-- $1 and $2 the pads of the hash's key.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = e.reason, detail = 'suppression list'
FROM (
    SELECT n.customer_id, s.reason
    FROM (
        SELECT c.customer_id, sha256($2::bytea || sha256($1::bytea
            || convert_to('address:' || lower(c.email), 'UTF8'))) AS address_hash
        FROM (
            SELECT DISTINCT customer_id FROM pg_temp.candidate WHERE state IS NULL
        ) w
        JOIN tidings.customer c ON c.customer_id = w.customer_id
    ) n
    JOIN tidings.suppression s ON s.address_hash = n.address_hash
) e
WHERE k.state IS NULL AND k.customer_id = e.customer_id
