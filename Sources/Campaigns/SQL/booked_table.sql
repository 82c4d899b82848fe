-- What counts against caps for the customers of a planning pass: unsent and sent messages.
CREATE TEMP TABLE booked (
    customer_id text NOT NULL,
    counts_at timestamptz NOT NULL,
    topic text NOT NULL,
    -- The campaign of this pass that planned it; null for what stands in the ledger.
    campaign text
) ON COMMIT DROP
