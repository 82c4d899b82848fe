-- Drops the temporary tables that an earlier evaluation of the same transaction left.
DROP TABLE IF EXISTS pg_temp.evaluation_touched, pg_temp.evaluation_facts, pg_temp.evaluation_near,
    pg_temp.evaluation_all, pg_temp.evaluation_judged, pg_temp.segment_move
