-- Lets the new customers in. $1 the load.
INSERT INTO tidings.customer (
    customer_id, email, first_name, last_name, title, birth_year, birth_month, birth_day,
    birthday_calendar, joined_on, city, region, country, locale, timezone, phone, attributes,
    row_digest, first_load_id, load_id, line)
SELECT
    s.customer_id, s.email, s.first_name, s.last_name, s.title, s.birth_year, s.birth_month,
    s.birth_day, s.birthday_calendar, s.joined_on, s.city, s.region, s.country, s.locale,
    s.timezone, s.phone, coalesce(s.attributes, '{}'), s.row_digest, $1::bigint, $1::bigint,
    s.line
FROM pg_temp.delta s
WHERE s.is_new
