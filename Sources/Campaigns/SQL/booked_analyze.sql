-- Tells the planner how much counts against caps.
ANALYZE pg_temp.booked
