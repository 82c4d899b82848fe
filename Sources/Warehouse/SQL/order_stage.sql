-- The rows of one orders feed, one per line or one per order, for the length of its transaction.
-- Columns as in Entity; then, on the last of consecutive rows of one order, what they are together:
-- how many, a digest of their lines, and a bit set for each of their lines' keys.
CREATE TEMP TABLE stage_orders (
    line bigint NOT NULL,
    byte_offset bigint,
    order_id text NOT NULL,
    customer_id text NOT NULL,
    placed_at timestamptz,
    status text,
    total numeric,
    currency text,
    channel text,
    line_number text,
    line_product text,
    line_quantity numeric,
    line_price numeric,
    attributes jsonb,
    run_rows integer,
    run_digest bigint,
    run_keys bigint
) ON COMMIT DROP
