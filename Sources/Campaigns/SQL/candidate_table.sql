-- Who is considered for mail, with its times. Serves planning, one campaign at a time, and hand-off.
-- state stays null for who gets mail as far as is decided; then suppressed or expired.
CREATE TEMP TABLE candidate (
    customer_id text NOT NULL,
    campaign text NOT NULL,
    occurrence text NOT NULL,
    topic text NOT NULL,
    priority integer NOT NULL DEFAULT 0,
    content jsonb NOT NULL DEFAULT '{}',
    is_foreseen boolean NOT NULL DEFAULT false,
    units numeric,
    held numeric,
    wanted numeric,
    standing integer,
    requested_at timestamptz,
    product_id text,
    -- The customer's address in small letters, by which addresses are one; null without one.
    address text,
    zone text,
    due_at timestamptz,
    -- The slot; until it is placed, the first instant that is not quiet.
    send_at timestamptz,
    -- From when a free slot is looked for, if that one is taken.
    seek_from timestamptz,
    expires_at timestamptz,
    -- When it is placed: a customer has one candidate in each turn.
    turn integer NOT NULL DEFAULT 1,
    state text,
    reason text,
    detail text,
    -- What hand-off takes along from the ledger.
    template text,
    variant text
) ON COMMIT DROP
