-- Forgets the rows that are no longer on the list. Reads export_list. $1 export.
DELETE FROM tidings.export_row AS r
WHERE r.export = $1::text
    AND NOT EXISTS (SELECT 1 FROM export_list AS l WHERE l.customer_id = r.customer_id)
