-- Deletes what people were told before an instant. $1 the instant, $2 how many at most.
DELETE FROM tidings.notice
WHERE notice_id IN (
    SELECT notice_id
    FROM tidings.notice
    WHERE made_at < $1::timestamptz AND next_at IS NULL
    LIMIT $2::bigint)
