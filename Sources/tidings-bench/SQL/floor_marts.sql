-- The floor's own tables of what is derived: figures a customer, RFM, tiers, segments.
CREATE SCHEMA IF NOT EXISTS floor;
CREATE TABLE floor.metrics (customer_id text PRIMARY KEY, first_on date, last_on date, n_all integer,
    f365 integer, m365 numeric, n90 integer, m90 numeric, mprev90 numeric);
CREATE TABLE floor.rfm (customer_id text PRIMARY KEY, r smallint, f smallint, m smallint);
CREATE TABLE floor.tier_history (customer_id text, tier text, valid_from date, valid_to date,
    PRIMARY KEY (customer_id, valid_from));
CREATE UNIQUE INDEX tier_now ON floor.tier_history (customer_id) WHERE valid_to IS NULL;
CREATE TABLE floor.segment_member (segment text, customer_id text, entered_on date,
    PRIMARY KEY (segment, customer_id));
CREATE TABLE floor.segment_event (segment text, customer_id text, kind "char", happened_on date);
