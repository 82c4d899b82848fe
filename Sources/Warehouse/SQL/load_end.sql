-- Writes what a try at a feed came to. $1 load, $2 when its rows were let in (null: not),
-- $3 read, $4 inserted, $5 updated, $6 unchanged, $7 duplicate, $8 filtered, $9 rejected,
-- $10 deleted, $11 SHA-256 of the file.
UPDATE tidings.load
SET loaded_at = $2::timestamptz, read_rows = $3::bigint, inserted = $4::bigint,
    updated = $5::bigint, unchanged = $6::bigint, duplicate = $7::bigint,
    filtered = $8::bigint, rejected = $9::bigint, deleted = $10::bigint,
    sha256 = $11::text
WHERE load_id = $1::bigint
