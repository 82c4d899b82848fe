-- The shop's members, as a shop keeps them; their birthdays are text because a lunar month has a
-- 30th where ours may have none, and some leave out the year. Side effect: makes the table.
CREATE TABLE IF NOT EXISTS member (
    id text PRIMARY KEY,
    email text,
    given_name text NOT NULL,
    family_name text NOT NULL,
    born_on text,
    born_calendar text,
    city text NOT NULL,
    country text NOT NULL,
    locale text NOT NULL,
    timezone text,
    newsletter boolean,
    evenings boolean,
    joined_on date NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
)
