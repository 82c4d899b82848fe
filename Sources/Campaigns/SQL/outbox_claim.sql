-- Takes what is due in a bucket for a sender, the urgent first; what another sender is taking is
-- passed over. $1 bucket, $2 sender, $3 now, $4 the campaigns (null: all), $5 how many, $6 the
-- campaigns that are held back.
UPDATE tidings.outbox o
SET sender = $2::text, claimed_at = $3::timestamptz
FROM (
    SELECT bucket, customer_id, campaign, occurrence
    FROM tidings.outbox
    WHERE bucket = $1::smallint AND sender IS NULL AND send_at <= $3::timestamptz
        AND ($4::text[] IS NULL OR campaign = ANY ($4)) AND campaign <> ALL ($6::text[])
    ORDER BY priority DESC, send_at
    LIMIT $5::bigint
    FOR UPDATE SKIP LOCKED
) d
WHERE o.bucket = $1::smallint AND o.customer_id = d.customer_id AND o.campaign = d.campaign
    AND o.occurrence = d.occurrence
RETURNING o.customer_id, o.campaign, o.occurrence, o.attempts
