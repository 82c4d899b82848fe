-- Deletes the sizes that segments had before an instant, but for the last. $1 the instant, $2 how many
-- at most.
DELETE FROM tidings.segment_size
WHERE (segment, evaluated_at) IN (
    SELECT s.segment, s.evaluated_at
    FROM tidings.segment_size s
    WHERE s.evaluated_at < $1::timestamptz
        AND s.evaluated_at < (
            SELECT max(l.evaluated_at) FROM tidings.segment_size l WHERE l.segment = s.segment)
    LIMIT $2::bigint)
