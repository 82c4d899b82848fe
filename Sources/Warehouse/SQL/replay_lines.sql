-- Gives rejects that were read again the lines on which they stood. $1 the load that read them.
UPDATE tidings.reject r SET line = p.line, byte_offset = p.byte_offset
FROM pg_temp.replayed p
WHERE r.load_id = $1::bigint AND r.line = p.read_line
