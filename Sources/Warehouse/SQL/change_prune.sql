-- Forgets the changes that every evaluation has seen; what one that begins now would look for is
-- later than all. Call it under the lock that keeps evaluations from beginning.
DELETE FROM tidings.change
WHERE xid < (
    SELECT min(n.xmin)
    FROM (
        SELECT pg_snapshot_xmin(e.seen) AS xmin FROM tidings.evaluation e
        UNION ALL
        SELECT pg_snapshot_xmin(pg_current_snapshot())
    ) n
)
