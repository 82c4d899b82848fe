-- Takes events out of the stage that are about nobody known, or about one of several people, and
-- gives them back. $1 whether customers are named by their e-mail address.
DELETE FROM pg_temp.stage_events s
WHERE NOT EXISTS (SELECT FROM pg_temp.stage_people p WHERE p.row_id = s.ctid)
RETURNING s.line, s.byte_offset, s.customer_id AS named,
    $1::boolean AND EXISTS (
        SELECT FROM tidings.customer c WHERE lower(c.email) = lower(s.customer_id)
    ) AS is_several
