-- Gives each message of a span of a turn a free code that is valid throughout, the soonest to end
-- first. The code is taken in the same transaction, and its row can be taken once only.
-- $1 turn, $2 days after, $3 pool, $4 first day, $5 last day, $6 now,
-- $7 whether the mail shows its value, $8 whether its last day.
WITH wanting AS (
    SELECT customer_id, campaign, occurrence,
        row_number() OVER (ORDER BY customer_id, occurrence) AS place
    FROM pg_temp.candidate
    WHERE turn = $1::integer AND state IS NULL AND NOT is_foreseen
        AND (send_at AT TIME ZONE zone)::date = $4::date
        AND (expires_at AT TIME ZONE zone)::date + $2::integer = $5::date
), free AS (
    -- Only as many as are wanted, in the order of an index: a pool may hold a million.
    SELECT code, row_number() OVER (ORDER BY valid_until NULLS LAST, code) AS place
    FROM (
        SELECT code, valid_until
        FROM tidings.voucher
        WHERE pool = $3::text AND bound_at IS NULL
            AND (valid_from IS NULL OR valid_from <= $4::date)
            AND (valid_until IS NULL OR valid_until >= $5::date)
            AND (NOT $7::boolean OR worth IS NOT NULL)
            AND (NOT $8::boolean OR valid_until IS NOT NULL)
        ORDER BY valid_until NULLS LAST, code
        LIMIT (SELECT count(*) FROM wanting)
    ) f
), taken AS (
    UPDATE tidings.voucher v
    SET bound_at = $6::timestamptz
    FROM (
        SELECT w.customer_id, w.campaign, w.occurrence, f.code
        FROM wanting w
        JOIN free f ON f.place = w.place
    ) n
    WHERE v.pool = $3::text AND v.code = n.code AND v.bound_at IS NULL
    RETURNING n.customer_id, n.campaign, n.occurrence, v.code, v.worth, v.valid_until
)
UPDATE pg_temp.candidate k
SET content = k.content || jsonb_build_object('voucher', jsonb_strip_nulls(jsonb_build_object(
    'pool', $3::text, 'code', t.code, 'value', t.worth, 'valid_until', t.valid_until)))
FROM taken t
WHERE k.customer_id = t.customer_id AND k.campaign = t.campaign AND k.occurrence = t.occurrence
