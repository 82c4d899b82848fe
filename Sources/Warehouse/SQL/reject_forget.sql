-- Deletes rejects. $1 loads, $2 positions.
DELETE FROM tidings.reject r
USING unnest($1::bigint[], $2::bigint[]) AS d(load_id, position)
WHERE r.load_id = d.load_id AND r.position = d.position
