-- The rows of one rates feed, for the length of its transaction. Columns as in Entity.
CREATE TEMP TABLE stage_rates (
    line bigint NOT NULL,
    byte_offset bigint,
    currency text NOT NULL,
    rated_on date NOT NULL,
    rate numeric
) ON COMMIT DROP
