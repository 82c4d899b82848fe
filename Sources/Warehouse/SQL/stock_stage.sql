-- The rows of one stock feed, for the length of its transaction. Columns as in Entity.
CREATE TEMP TABLE stage_stock (
    line bigint NOT NULL,
    byte_offset bigint,
    product_id text NOT NULL,
    available numeric,
    in_stock boolean,
    as_of timestamptz
) ON COMMIT DROP
