-- Notes the rows that are written. Reads export_list. $1 export.
INSERT INTO tidings.export_row AS r (customer_id, export, digest)
SELECT l.customer_id, $1::text, l.digest FROM export_list AS l
ON CONFLICT (customer_id, export) DO UPDATE SET digest = excluded.digest
WHERE r.digest <> excluded.digest
