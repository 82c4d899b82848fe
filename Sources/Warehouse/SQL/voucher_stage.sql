-- The rows of one vouchers feed, for the length of its transaction. Columns as in Entity.
CREATE TEMP TABLE stage_vouchers (
    line bigint NOT NULL,
    byte_offset bigint,
    pool text NOT NULL,
    code text NOT NULL,
    valid_from date,
    valid_until date,
    worth text
) ON COMMIT DROP
