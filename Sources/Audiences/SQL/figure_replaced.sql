-- Takes out those whose orders are read anew instead. Reads figure_new and figure_fresh.
DELETE FROM figure_new AS n
USING figure_fresh AS x
WHERE x.customer_id = n.customer_id
