-- The spans in which the codes of a turn's messages must be valid: from the day on which a mail leaves
-- to some days after the one on which it expires, where the customer lives; the first to end first.
-- $1 turn, $2 days after.
SELECT DISTINCT (send_at AT TIME ZONE zone)::date::text AS first_day,
    ((expires_at AT TIME ZONE zone)::date + $2::integer)::text AS last_day
FROM pg_temp.candidate
WHERE turn = $1::integer AND state IS NULL AND NOT is_foreseen
ORDER BY last_day, first_day
