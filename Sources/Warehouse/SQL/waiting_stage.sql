-- The rows of one waiting feed, for the length of its transaction. Columns as in Entity.
CREATE TEMP TABLE stage_waiting (
    line bigint NOT NULL,
    byte_offset bigint,
    customer_id text NOT NULL,
    product_id text NOT NULL,
    requested_at timestamptz,
    quantity numeric,
    expires_on date
) ON COMMIT DROP
