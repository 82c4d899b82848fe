-- Writes the mapped fields of customers that changed; a feed leaves other feeds' fields alone.
-- $1 the mapped fields, $2 the load.
UPDATE tidings.customer c SET
    email = CASE WHEN 'email' = ANY ($1::text[]) THEN s.email ELSE c.email END,
    first_name = CASE WHEN 'first_name' = ANY ($1) THEN s.first_name ELSE c.first_name END,
    last_name = CASE WHEN 'last_name' = ANY ($1) THEN s.last_name ELSE c.last_name END,
    title = CASE WHEN 'title' = ANY ($1) THEN s.title ELSE c.title END,
    birth_year = CASE WHEN 'birthday' = ANY ($1) THEN s.birth_year ELSE c.birth_year END,
    birth_month = CASE WHEN 'birthday' = ANY ($1) THEN s.birth_month ELSE c.birth_month END,
    birth_day = CASE WHEN 'birthday' = ANY ($1) THEN s.birth_day ELSE c.birth_day END,
    birthday_calendar = CASE WHEN 'birthday_calendar' = ANY ($1)
        THEN s.birthday_calendar ELSE c.birthday_calendar END,
    joined_on = CASE WHEN 'joined_on' = ANY ($1) THEN s.joined_on ELSE c.joined_on END,
    city = CASE WHEN 'city' = ANY ($1) THEN s.city ELSE c.city END,
    region = CASE WHEN 'region' = ANY ($1) THEN s.region ELSE c.region END,
    country = CASE WHEN 'country' = ANY ($1) THEN s.country ELSE c.country END,
    locale = CASE WHEN 'locale' = ANY ($1) THEN s.locale ELSE c.locale END,
    timezone = CASE WHEN 'timezone' = ANY ($1) THEN s.timezone ELSE c.timezone END,
    phone = CASE WHEN 'phone' = ANY ($1) THEN s.phone ELSE c.phone END,
    attributes = CASE WHEN 'attributes' = ANY ($1)
        THEN c.attributes || s.attributes ELSE c.attributes END,
    row_digest = s.row_digest,
    load_id = $2::bigint,
    line = s.line
FROM pg_temp.delta s
WHERE c.customer_id = s.customer_id AND NOT s.is_new
