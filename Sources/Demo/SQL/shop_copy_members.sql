-- Every member in one stream. Side effect: inserts.
COPY member (
    id, email, given_name, family_name, born_on, born_calendar, city, country, locale, timezone,
    newsletter, evenings, joined_on, created_at, updated_at
) FROM STDIN
