-- The rows of one customers feed, for the length of its transaction. Columns as in Entity; consents
-- are those that the feed maps, in their order.
CREATE TEMP TABLE stage_customers (
    line bigint NOT NULL,
    byte_offset bigint,
    customer_id text NOT NULL,
    email text,
    first_name text,
    last_name text,
    title text,
    birth_year smallint,
    birth_month smallint,
    birth_day smallint,
    birthday_calendar text,
    joined_on date,
    city text,
    region text,
    country text,
    locale text,
    timezone text,
    phone text,
    consents boolean[],
    attributes jsonb,
    row_digest bigint
) ON COMMIT DROP
