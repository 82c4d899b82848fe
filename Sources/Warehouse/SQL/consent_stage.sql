-- The rows of one consents feed, for the length of its transaction. Columns as in Entity.
CREATE TEMP TABLE stage_consents (
    line bigint NOT NULL,
    byte_offset bigint,
    customer_id text NOT NULL,
    topic text NOT NULL,
    given boolean,
    given_at timestamptz,
    consent_source text
) ON COMMIT DROP
