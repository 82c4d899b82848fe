-- The floor's tables: plain ones with the types that the files' values have.
DROP SCHEMA IF EXISTS floor CASCADE;
CREATE SCHEMA floor;
CREATE TABLE floor.customers (
    customer_id bigint PRIMARY KEY,
    email text NOT NULL,
    first_name text,
    last_name text,
    birth_date date,
    city text,
    locale text,
    signup_date date,
    consent boolean
);
-- The same as Tidings keeps them.
CREATE TABLE floor.members (
    customer_id text PRIMARY KEY,
    email text NOT NULL,
    first_name text,
    last_name text,
    birth_date date,
    city text,
    locale text,
    signup_date date
);
CREATE INDEX ON floor.members
    ((extract(month FROM birth_date)::integer * 100 + extract(day FROM birth_date)::integer));
CREATE INDEX ON floor.members (lower(email));
CREATE TABLE floor.member_consents (
    customer_id text,
    topic text,
    given boolean,
    PRIMARY KEY (customer_id, topic)
);
CREATE TABLE floor.orders (
    order_id bigint PRIMARY KEY,
    customer_id bigint NOT NULL,
    placed_at timestamptz NOT NULL,
    status text,
    total numeric(12, 2),
    currency text
);
CREATE TABLE floor.order_lines (
    order_id bigint,
    line_no integer,
    product_id text,
    quantity integer,
    price numeric(12, 2),
    PRIMARY KEY (order_id, line_no)
);
