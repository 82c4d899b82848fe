-- Whether a run, or one that it tries again, has let in the first load of a feed. Asked of the loads:
-- a run that is killed between a load and the record of its step has it all the same. $1 run.
WITH RECURSIVE chain AS (
    SELECT run_id, retry_of FROM tidings.run WHERE run_id = $1::bigint
    UNION ALL
    SELECT r.run_id, r.retry_of FROM chain c JOIN tidings.run r ON r.run_id = c.retry_of
)
SELECT EXISTS (
    SELECT FROM chain c
    JOIN tidings.load l ON l.run_id = c.run_id
    WHERE l.loaded_at IS NOT NULL AND l.replay_of IS NULL AND NOT EXISTS (
        SELECT FROM tidings.load e
        WHERE e.job = l.job AND e.feed = l.feed AND e.load_id < l.load_id
            AND e.loaded_at IS NOT NULL AND e.replay_of IS NULL)) AS is_first_load
