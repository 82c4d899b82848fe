-- Adds codes to a pool that no feed brought; says which were new.
-- $1 pool, $2 codes, $3 worth, $4 valid from, $5 valid until.
INSERT INTO tidings.voucher (
    pool, code, valid_from, valid_until, worth, first_load_id, load_id, line)
SELECT $1::text, c.code, $4::date, $5::date, $3::text, 0, 0, c.place
FROM unnest($2::text[]) WITH ORDINALITY AS c(code, place)
ON CONFLICT DO NOTHING
RETURNING code
