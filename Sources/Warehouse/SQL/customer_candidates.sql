-- Staged customers who may be new or changed: all but those who came just so the last time. They
-- carry their whole rows, so that the stage is read once.
CREATE TEMP TABLE candidate ON COMMIT DROP AS
SELECT s.*
FROM pg_temp.stage_customers s
LEFT JOIN tidings.customer c ON c.customer_id = s.customer_id AND c.row_digest = s.row_digest
WHERE c.customer_id IS NULL
