-- How a segment would move: members now open, members wanted, who enters, who leaves.
-- Reads segment_wanted, the temporary table of the evaluation. $1 segment.
SELECT (SELECT count(*) FROM segment_wanted) AS members,
    count(*) FILTER (WHERE d.is_open) AS before,
    count(*) FILTER (WHERE d.is_wanted AND NOT d.is_open) AS entered,
    count(*) FILTER (WHERE d.is_open AND NOT d.is_wanted) AS left_count
FROM (
    SELECT w.customer_id IS NOT NULL AS is_wanted, e.customer_id IS NOT NULL AS is_open
    FROM segment_wanted AS w
    FULL JOIN (
        SELECT customer_id FROM tidings.segment_entry WHERE segment = $1::text AND left_at IS NULL
    ) AS e ON e.customer_id = w.customer_id
) AS d
