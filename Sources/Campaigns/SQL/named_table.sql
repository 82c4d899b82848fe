-- Whom a campaign's trigger names, one campaign at a time, for the length of a planning pass.
CREATE TEMP TABLE named (
    customer_id text NOT NULL,
    campaign text NOT NULL,
    occurrence text NOT NULL,
    topic text NOT NULL,
    -- The local date that the trigger names; null when any hour is right.
    local_date date,
    -- When it is due and expires; null leaves that to the campaign's hours.
    due_at timestamptz,
    expires_at timestamptz,
    -- What the trigger offers the template.
    content jsonb NOT NULL DEFAULT '{}',
    -- Foreseen only: it keeps its place under the caps and is not written.
    is_foreseen boolean NOT NULL DEFAULT false,
    -- Restock: the units that arrived and those held for who heard of earlier ones (null: not
    -- counted), the units wanted, who comes first.
    units numeric,
    held numeric,
    wanted numeric,
    standing integer,
    requested_at timestamptz,
    product_id text,
    state text,
    reason text,
    detail text
) ON COMMIT DROP
