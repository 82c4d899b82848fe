-- The replay's clock moves on: what it has planned for later may still be displaced. $1 now.
UPDATE pg_temp.booked
SET is_new = false, is_unsent = is_unsent OR is_new,
    is_movable = (is_unsent OR is_new) AND counts_at > $1::timestamptz
WHERE is_new OR is_movable <> (is_unsent AND counts_at > $1::timestamptz)
