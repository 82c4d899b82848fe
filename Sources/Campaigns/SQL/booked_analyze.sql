-- Tells the planner how much counts against caps.
ANALYZE pg_temp.booked (customer_id, counts_at, is_movable)
