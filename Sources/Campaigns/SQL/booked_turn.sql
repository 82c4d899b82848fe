-- What a turn planned counts against caps from now on. $1 turn.
INSERT INTO pg_temp.booked (customer_id, counts_at, topic, campaign)
SELECT customer_id, send_at, topic, campaign
FROM pg_temp.candidate
WHERE turn = $1::integer AND state = 'planned'
