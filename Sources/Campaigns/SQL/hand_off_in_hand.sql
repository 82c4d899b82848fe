-- Where a sender has another message of the customer in hand, and a cap is in the way, it shows within
-- moments whether that one counts: until then the message waits. $1 until when.
UPDATE pg_temp.candidate k
SET send_at = $1::timestamptz, state = NULL, reason = NULL, detail = NULL
WHERE k.turn > 0 AND (k.reason = 'capped' OR k.state IS NULL AND k.send_at > k.seek_from)
    AND EXISTS (
        SELECT
        FROM pg_temp.booked b
        WHERE b.customer_id = k.customer_id AND b.is_in_hand
    )
