-- The segments that were ever evaluated, with their size at an instant and when they last moved
-- before. $1 the instant, or null for now.
SELECT d.name AS segment,
    count(e.customer_id) FILTER (
        WHERE e.left_at IS NULL OR e.left_at > $1::timestamptz) AS members,
    max(greatest(e.entered_at, CASE
        WHEN $1::timestamptz IS NULL OR e.left_at <= $1::timestamptz THEN e.left_at END)) AS moved_at
FROM tidings.definition d
LEFT JOIN tidings.segment_entry e ON e.segment = d.name
    AND ($1::timestamptz IS NULL OR e.entered_at <= $1::timestamptz)
WHERE d.kind = 'segment'
GROUP BY d.name
ORDER BY d.name
