-- Some rejects of a file that were not let in since. $1 load, $2 file or null, $3 the position
-- behind which they begin, $4 how many.
SELECT r.position, r.file, r.line, r.byte_offset, r.column_name, r.reason, r.raw, r.cells
FROM tidings.reject r
WHERE r.load_id = $1::bigint AND r.file IS NOT DISTINCT FROM $2::text
    AND r.replayed_by IS NULL AND r.position > $3::bigint
ORDER BY r.position
LIMIT $4::bigint
