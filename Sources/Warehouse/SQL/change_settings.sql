-- Lets the temporary tables of an evaluation be sampled by a tenth of the usual rows: the planner needs
-- their size, and that takes a tenth of the time. For the transaction only.
SELECT set_config('default_statistics_target', '10', true)
