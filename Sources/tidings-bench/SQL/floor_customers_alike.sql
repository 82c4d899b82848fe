-- The floor of a customers feed into tables as Tidings has them: ids as text, the same indexes, and
-- consents in a table of their own.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
DROP TABLE IF EXISTS floor.stage_customers;
CREATE UNLOGGED TABLE floor.stage_customers (
    customer_id text, email text, first_name text, last_name text, birth_date text, city text,
    locale text, signup_date text, consent text
);
\copy floor.stage_customers from pstdin csv header
MERGE INTO floor.members t
USING (
    SELECT customer_id, email, first_name, last_name, birth_date::date, city, locale,
        signup_date::date
    FROM floor.stage_customers
) s ON t.customer_id = s.customer_id
WHEN MATCHED AND (t.email, t.first_name, t.last_name, t.birth_date, t.city, t.locale,
        t.signup_date)
    IS DISTINCT FROM (s.email, s.first_name, s.last_name, s.birth_date, s.city, s.locale,
        s.signup_date)
THEN UPDATE SET email = s.email, first_name = s.first_name, last_name = s.last_name,
    birth_date = s.birth_date, city = s.city, locale = s.locale, signup_date = s.signup_date
WHEN NOT MATCHED THEN INSERT VALUES (s.customer_id, s.email, s.first_name, s.last_name,
    s.birth_date, s.city, s.locale, s.signup_date);
MERGE INTO floor.member_consents t
USING (
    SELECT customer_id, 'news' AS topic, consent::boolean AS given
    FROM floor.stage_customers
) s ON t.customer_id = s.customer_id AND t.topic = s.topic
WHEN MATCHED AND t.given IS DISTINCT FROM s.given THEN UPDATE SET given = s.given
WHEN NOT MATCHED THEN INSERT VALUES (s.customer_id, s.topic, s.given);
