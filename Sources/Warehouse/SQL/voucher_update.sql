-- Writes the codes that changed. $1 the mapped fields, $2 the load.
UPDATE tidings.voucher v SET
    valid_from = CASE WHEN 'valid_from' = ANY ($1::text[]) THEN s.valid_from ELSE v.valid_from END,
    valid_until = CASE WHEN 'valid_until' = ANY ($1) THEN s.valid_until ELSE v.valid_until END,
    worth = CASE WHEN 'value' = ANY ($1) THEN s.worth ELSE v.worth END,
    load_id = $2::bigint,
    line = s.line
FROM pg_temp.stage_vouchers s
JOIN pg_temp.delta d ON d.pool = s.pool AND d.code = s.code
WHERE v.pool = s.pool AND v.code = s.code AND NOT d.is_new
