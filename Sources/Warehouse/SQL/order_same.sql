-- Takes orders out of the delta of which neither the head nor a line differs.
DELETE FROM pg_temp.delta WHERE maybe_same
