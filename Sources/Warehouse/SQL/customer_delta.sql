-- What would change: new customers, and known ones of whom a mapped field or a consent differs.
-- $1 the mapped fields, folded as constants. Unchanged rows are not in it, so they write nothing.
-- It carries the whole rows, so that nothing is looked up in the stage again.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT s.*, c.customer_id IS NULL AS is_new
FROM pg_temp.candidate s
LEFT JOIN tidings.customer c ON c.customer_id = s.customer_id
LEFT JOIN (
    SELECT DISTINCT a.customer_id FROM pg_temp.answer a
) k ON k.customer_id = s.customer_id
WHERE c.customer_id IS NULL
    OR ('email' = ANY ($1::text[]) AND s.email IS DISTINCT FROM c.email)
    OR ('first_name' = ANY ($1) AND s.first_name IS DISTINCT FROM c.first_name)
    OR ('last_name' = ANY ($1) AND s.last_name IS DISTINCT FROM c.last_name)
    OR ('title' = ANY ($1) AND s.title IS DISTINCT FROM c.title)
    OR ('birthday' = ANY ($1) AND (s.birth_year, s.birth_month, s.birth_day)
        IS DISTINCT FROM (c.birth_year, c.birth_month, c.birth_day))
    OR ('birthday_calendar' = ANY ($1)
        AND s.birthday_calendar IS DISTINCT FROM c.birthday_calendar)
    OR ('joined_on' = ANY ($1) AND s.joined_on IS DISTINCT FROM c.joined_on)
    OR ('city' = ANY ($1) AND s.city IS DISTINCT FROM c.city)
    OR ('region' = ANY ($1) AND s.region IS DISTINCT FROM c.region)
    OR ('country' = ANY ($1) AND s.country IS DISTINCT FROM c.country)
    OR ('locale' = ANY ($1) AND s.locale IS DISTINCT FROM c.locale)
    OR ('timezone' = ANY ($1) AND s.timezone IS DISTINCT FROM c.timezone)
    OR ('phone' = ANY ($1) AND s.phone IS DISTINCT FROM c.phone)
    OR ('attributes' = ANY ($1) AND NOT c.attributes @> s.attributes)
    OR k.customer_id IS NOT NULL
