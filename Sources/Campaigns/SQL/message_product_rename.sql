-- Moves the products that a renamed campaign's messages carry.
-- $1 old, $2 new.
UPDATE tidings.message_product r
SET campaign = $2::text
WHERE r.campaign = $1::text AND NOT EXISTS (
    SELECT
    FROM tidings.message_product o
    WHERE o.customer_id = r.customer_id AND o.campaign = $2::text
        AND o.occurrence = r.occurrence AND o.product_id = r.product_id
)
