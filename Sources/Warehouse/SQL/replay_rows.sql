-- The rejects that are read again: where each stands now and where it stood. $1 the load that set
-- them aside, $2 their positions, $3 their lines in the file that is read now.
CREATE TEMP TABLE replayed ON COMMIT DROP AS
SELECT r.position, p.read_line, r.line, r.byte_offset
FROM unnest($2::text[]::bigint[], $3::text[]::bigint[]) AS p(position, read_line)
JOIN tidings.reject r ON r.load_id = $1::bigint AND r.position = p.position
