-- Drops the temporary tables that an earlier evaluation of the same transaction left.
DROP TABLE IF EXISTS pg_temp.figure_changed, pg_temp.figure_candidate,
    pg_temp.figure_orders, pg_temp.figure_lines, pg_temp.figure_fresh, pg_temp.figure_new
