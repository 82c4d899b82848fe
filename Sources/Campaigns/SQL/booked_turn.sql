-- What a turn planned counts against caps from now on. $1 turn.
INSERT INTO pg_temp.booked (customer_id, campaign, occurrence, topic, priority, counts_at, is_new)
SELECT customer_id, campaign, occurrence, topic, priority, send_at, NOT is_foreseen
FROM pg_temp.candidate
WHERE turn = $1::integer AND state IS NULL
