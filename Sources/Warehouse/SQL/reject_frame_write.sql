-- Keeps what stands around the rejected rows of a file, once for all of them. $1 load, $2 file or
-- '', $3 format, $4 delimiter, $5 quote, $6 encoding, $7 what stands before them, $8 behind.
INSERT INTO tidings.reject_frame (
    load_id, file, format, delimiter, quote, encoding, opening, closing)
VALUES ($1::bigint, $2::text, $3::text, $4::smallint, $5::smallint, $6::text, $7::bytea,
    $8::bytea)
ON CONFLICT (load_id, file) DO NOTHING
