-- Takes what is due for a while: who takes it and is killed leaves it to the next.
-- $1 now, $2 until when it is taken, $3 how many.
UPDATE tidings.notice n
SET attempts = n.attempts + 1, next_at = $2::timestamptz
FROM (
    SELECT notice_id
    FROM tidings.notice
    WHERE next_at <= $1::timestamptz
    ORDER BY notice_id
    LIMIT $3::bigint
    FOR UPDATE SKIP LOCKED
) AS due
WHERE n.notice_id = due.notice_id
RETURNING n.notice_id, n.channel, n.recipient, n.subject, n.body, n.html, n.made_at, n.attempts
