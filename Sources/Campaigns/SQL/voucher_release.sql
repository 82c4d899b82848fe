-- Frees the codes of candidates that get no mail after all.
UPDATE tidings.voucher v
SET bound_at = NULL
FROM pg_temp.candidate k
WHERE k.state IS NOT NULL AND v.pool = k.content #>> '{voucher,pool}'
    AND v.code = k.content #>> '{voucher,code}'
