-- Whether a customer is in a segment by its last evaluation, and from which definition that was.
-- $1 customer, $2 segment.
SELECT d.fingerprint, EXISTS (
        SELECT 1
        FROM tidings.segment_entry AS e
        WHERE e.customer_id = $1::text AND e.segment = $2::text AND e.left_at IS NULL
    ) AS is_member
FROM tidings.definition AS d
WHERE d.kind = 'segment' AND d.name = $2::text
