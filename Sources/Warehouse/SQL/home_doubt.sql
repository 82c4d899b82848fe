-- Messages that were due, or in a sender's hands, may have been sent where the copy was taken from:
-- their fate is unknown, and they are not sent from here. $1 now.
UPDATE tidings.message AS m
SET state = 'unknown', detail = 'waited in a copied ledger', closed_at = $1::timestamptz
FROM (
    SELECT customer_id, campaign, occurrence FROM tidings.outbox
    WHERE send_at <= $1::timestamptz OR sender IS NOT NULL
) AS o
WHERE m.customer_id = o.customer_id AND m.campaign = o.campaign AND m.occurrence = o.occurrence
