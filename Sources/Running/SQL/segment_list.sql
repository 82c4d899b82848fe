-- The segments that were ever evaluated, with their size and when they last moved.
SELECT d.name AS segment,
    count(e.customer_id) FILTER (WHERE e.left_at IS NULL) AS members,
    d.since AS defined_at, max(greatest(e.entered_at, e.left_at)) AS moved_at
FROM tidings.definition d
LEFT JOIN tidings.segment_entry e ON e.segment = d.name
WHERE d.kind = 'segment'
GROUP BY d.name, d.since
ORDER BY d.name
