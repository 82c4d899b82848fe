-- What a turn put elsewhere counts there from now on. $1 turn.
UPDATE pg_temp.booked b
SET counts_at = k.send_at
FROM pg_temp.candidate k
WHERE k.turn = $1::integer AND k.state IS NULL AND k.customer_id = b.customer_id
    AND k.campaign = b.campaign AND k.occurrence = b.occurrence AND b.counts_at <> k.send_at
