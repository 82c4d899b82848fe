-- What would change: new codes, and known ones of which a mapped field differs.
-- $1 the mapped fields.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT s.pool, s.code, s.line, v.code IS NULL AS is_new
FROM pg_temp.stage_vouchers s
LEFT JOIN tidings.voucher v ON v.pool = s.pool AND v.code = s.code
WHERE v.code IS NULL
    OR ('valid_from' = ANY ($1::text[]) AND s.valid_from IS DISTINCT FROM v.valid_from)
    OR ('valid_until' = ANY ($1) AND s.valid_until IS DISTINCT FROM v.valid_until)
    OR ('value' = ANY ($1) AND s.worth IS DISTINCT FROM v.worth)
