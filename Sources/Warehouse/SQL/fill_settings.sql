-- For a first large load: what it writes goes to disk while it runs and not all at its end, and
-- statistics come from a third of the usual sample, which the server takes itself later. For the
-- transaction only.
SELECT set_config('backend_flush_after', '1MB', true),
    set_config('default_statistics_target', '30', true)
