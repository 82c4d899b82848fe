-- How many are in a segment. $1 segment.
SELECT count(*) AS members
FROM tidings.segment_entry
WHERE segment = $1::text AND left_at IS NULL
