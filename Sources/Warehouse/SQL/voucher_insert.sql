-- Lets the new codes in. $1 the load.
INSERT INTO tidings.voucher (
    pool, code, valid_from, valid_until, worth, first_load_id, load_id, line)
SELECT s.pool, s.code, s.valid_from, s.valid_until, s.worth, $1::bigint, $1::bigint, s.line
FROM pg_temp.stage_vouchers s
JOIN pg_temp.delta d ON d.pool = s.pool AND d.code = s.code
WHERE d.is_new
