-- How the list differs from what was written last. Reads export_list. $1 export.
SELECT count(d.wanted) AS rows,
    count(*) FILTER (WHERE d.kept IS NULL) AS added,
    count(*) FILTER (WHERE d.wanted IS NULL) AS removed,
    count(*) FILTER (WHERE d.wanted = d.kept) AS unchanged
FROM (
    SELECT l.digest AS wanted, r.digest AS kept
    FROM export_list AS l
    FULL JOIN (
        SELECT customer_id, digest FROM tidings.export_row WHERE export = $1::text
    ) AS r ON r.customer_id = l.customer_id
) AS d
