-- Writes what became of a notice. $1 notice, $2 when it was sent or null, $3 when it is tried next
-- or null, $4 what went wrong or null.
UPDATE tidings.notice
SET sent_at = $2::timestamptz, next_at = $3::timestamptz, problem = $4::text
WHERE notice_id = $1::bigint
