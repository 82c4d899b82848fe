-- Marks the rejects that were let in, or left aside, so that they are not read a third time; those
-- that are still wrong stay, with the reason that holds now. $1 the load that set them aside, $2 the
-- load that read them again.
UPDATE tidings.reject r SET
    replayed_by = CASE WHEN p.reason IS NULL THEN $2::bigint END,
    reason = coalesce(p.reason, r.reason),
    column_name = CASE WHEN p.reason IS NULL THEN r.column_name ELSE p.column_name END
FROM (
    SELECT DISTINCT ON (q.position) q.position, n.reason, n.column_name
    FROM pg_temp.replayed q
    LEFT JOIN tidings.reject n ON n.load_id = $2::bigint AND n.line = q.line
        AND n.byte_offset IS NOT DISTINCT FROM q.byte_offset
    ORDER BY q.position, n.position
) p
WHERE r.load_id = $1::bigint AND r.position = p.position
