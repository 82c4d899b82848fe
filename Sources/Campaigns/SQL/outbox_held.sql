-- What a sender holds. $1 sender.
SELECT customer_id, campaign, occurrence, attempts FROM tidings.outbox WHERE sender = $1::text
