-- Tells the planner how many were named.
ANALYZE pg_temp.named (customer_id)
