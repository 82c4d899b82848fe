-- What found no other place no longer counts. $1 turn.
DELETE FROM pg_temp.booked b
USING pg_temp.candidate k
WHERE k.turn = $1::integer AND k.state IS NOT NULL AND k.customer_id = b.customer_id
    AND k.campaign = b.campaign AND k.occurrence = b.occurrence
