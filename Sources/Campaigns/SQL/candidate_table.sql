-- Who is considered for a campaign, one campaign at a time, for the length of a planning pass.
-- state stays null until something decides; then planned, suppressed or expired.
CREATE TEMP TABLE candidate (
    customer_id text NOT NULL,
    campaign text NOT NULL,
    occurrence text NOT NULL,
    topic text NOT NULL,
    -- The local date that the trigger names; null when any hour is right.
    local_date date,
    -- What the trigger offers the template.
    content jsonb NOT NULL DEFAULT '{}',
    -- Foreseen only: it keeps its place under the caps and is not written.
    is_foreseen boolean NOT NULL DEFAULT false,
    -- Restock: the units that arrived (null: not counted), the units wanted, who comes first.
    units numeric,
    wanted numeric,
    standing integer,
    requested_at timestamptz,
    product_id text,
    zone text,
    due_at timestamptz,
    send_at timestamptz,
    expires_at timestamptz,
    -- When it is placed: a customer has one candidate in each turn.
    turn integer,
    state text,
    reason text,
    detail text,
    PRIMARY KEY (customer_id, campaign, occurrence)
) ON COMMIT DROP
