-- Moves the ledger of a renamed campaign to its new name; what the new name has decided stays.
-- $1 old, $2 new.
UPDATE tidings.message r
SET campaign = $2::text
WHERE r.campaign = $1::text AND NOT EXISTS (
    SELECT
    FROM tidings.message o
    WHERE o.customer_id = r.customer_id AND o.campaign = $2::text
        AND o.occurrence = r.occurrence
)
