-- Records where stock rose since the load before: by however many units, or from none to some.
-- A product that was not in the feed before had none; units that become known are no rise.
-- $1 the load, $2 now.
-- Not run for a feed's first load, which sets the state and tells nobody.
INSERT INTO tidings.arrival (product_id, arrival_id, arrived_at, available, risen, load_id)
SELECT d.product_id, $1::bigint, $2::timestamptz, d.available,
    d.available - coalesce(d.was_available, 0), $1::bigint
FROM pg_temp.delta d
WHERE d.in_stock
    AND (NOT d.was_in_stock OR d.available > d.was_available)
