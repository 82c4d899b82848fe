-- The rows of one events feed, for the length of its transaction. Columns as in Entity; the
-- customer is an id or an address, as the feed names them.
CREATE TEMP TABLE stage_events (
    line bigint NOT NULL,
    byte_offset bigint,
    customer_id text,
    kind text NOT NULL,
    happened_at timestamptz NOT NULL,
    message_id text,
    url text,
    detail text
) ON COMMIT DROP
