-- Sets aside whom a share of all customers, by a stable hash, leaves out to measure the others by.
-- $1 turn, $2 what is hashed before the customer's id, $3 how many of 10000 parts, $4 which group.
UPDATE pg_temp.candidate
SET state = 'suppressed', reason = 'holdout', detail = $4::text
WHERE turn = $1::integer AND state IS NULL
    AND ('x' || substr(md5($2::text || customer_id), 1, 8))::bit(32)::bigint * 10000 / 4294967296
        < $3::integer
