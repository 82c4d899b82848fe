-- The rows of one products feed, for the length of its transaction. Columns as in Entity.
CREATE TEMP TABLE stage_products (
    line bigint NOT NULL,
    byte_offset bigint,
    product_id text NOT NULL,
    title text,
    url text,
    image_url text,
    price numeric,
    currency text,
    categories text[],
    brand text,
    author text,
    publisher text,
    published_on date,
    importance integer,
    attributes jsonb
) ON COMMIT DROP
