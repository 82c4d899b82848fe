-- What counts against caps for the customers of a planning pass: unsent and sent messages.
CREATE TEMP TABLE booked (
    customer_id text NOT NULL,
    campaign text NOT NULL,
    occurrence text NOT NULL,
    topic text NOT NULL,
    priority integer NOT NULL,
    counts_at timestamptz NOT NULL,
    -- Whether this pass planned it, and does not only foresee it.
    is_new boolean NOT NULL DEFAULT false,
    -- Whether it waits to be sent, by the ledger.
    is_unsent boolean NOT NULL DEFAULT false,
    -- Whether a sender has it in hand, by the outbox.
    is_in_hand boolean NOT NULL DEFAULT false,
    -- Whether a higher priority may take its place: it was planned by an earlier pass, and nobody
    -- has begun to send it.
    is_movable boolean NOT NULL DEFAULT false
) ON COMMIT DROP
