-- Settles messages whose fate is unknown as a person says: accepted when they seemed to leave, or
-- planned anew, unless it is too late for that. Returns what each is now.
-- $1 runs, $2 campaign and $3 customer (null: all), $4 whether they were sent, $5 now.
UPDATE tidings.message
SET state = CASE WHEN $4::boolean THEN 'accepted' WHEN expires_at > $5::timestamptz THEN 'planned'
        ELSE 'expired' END,
    detail = CASE WHEN $4::boolean THEN 'sent, an administrator says'
        ELSE 'not sent before, an administrator says' END,
    accepted_at = CASE WHEN $4::boolean THEN coalesce(accepted_at, closed_at) END,
    closed_at = CASE WHEN $4::boolean OR expires_at <= $5::timestamptz THEN $5::timestamptz END
WHERE state = 'unknown' AND run_id = ANY ($1::bigint[])
    AND ($2::text IS NULL OR campaign = $2::text) AND ($3::text IS NULL OR customer_id = $3::text)
RETURNING customer_id, campaign, occurrence, state
