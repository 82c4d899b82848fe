-- Tells the planner how many candidates there are: without, it expects so few that it joins row by
-- row.
ANALYZE pg_temp.candidate (customer_id, turn, state, is_foreseen)
