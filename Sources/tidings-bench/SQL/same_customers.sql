-- How many customers the floor and Tidings do not have alike, by hashes of whole rows.
SELECT count(*) AS differing
FROM (
    SELECT md5(ROW(f.customer_id, f.email, f.first_name, f.last_name, f.birth_date, f.city,
        f.locale, f.signup_date, f.consent)::text) AS hash
    FROM floor.customers f
) f
FULL JOIN (
    SELECT md5(ROW(c.customer_id, c.email, c.first_name, c.last_name,
        make_date(c.birth_year, c.birth_month, c.birth_day), c.city, c.locale, c.joined_on,
        k.given)::text) AS hash
    FROM tidings.customer c
    LEFT JOIN tidings.consent k ON k.customer_id = c.customer_id AND k.topic = 'news'
) t ON t.hash = f.hash
WHERE f.hash IS NULL OR t.hash IS NULL
