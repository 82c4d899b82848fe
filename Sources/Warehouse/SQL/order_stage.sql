-- The rows of one orders feed, one per line or one per order, for the length of its transaction.
-- Columns as in Entity.
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
    attributes jsonb
) ON COMMIT DROP
