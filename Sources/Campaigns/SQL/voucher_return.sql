-- Frees the codes of messages that never reached anybody: the ledger forgets which they had.
-- $1 customers, $2 campaigns, $3 occurrences.
WITH freed AS (
    UPDATE tidings.message m
    SET content = m.content - 'voucher'
    FROM (
        SELECT o.customer_id, o.campaign, o.occurrence, o.content #>> '{voucher,pool}' AS pool,
            o.content #>> '{voucher,code}' AS code
        FROM unnest($1::text[], $2::text[], $3::text[]) AS d(customer_id, campaign, occurrence)
        JOIN tidings.message o ON o.customer_id = d.customer_id AND o.campaign = d.campaign
            AND o.occurrence = d.occurrence
        WHERE o.content ? 'voucher' AND o.state IN ('refused', 'suppressed', 'expired', 'cancelled')
    ) o
    WHERE m.customer_id = o.customer_id AND m.campaign = o.campaign
        AND m.occurrence = o.occurrence
    RETURNING o.pool, o.code
)
UPDATE tidings.voucher v
SET bound_at = NULL
FROM freed f
WHERE v.pool = f.pool AND v.code = f.code
