-- A message that is decided anew may carry other products than the one that never left.
DELETE FROM tidings.message_product p
USING pg_temp.candidate k
WHERE k.state IS NULL AND NOT k.is_foreseen AND p.customer_id = k.customer_id
    AND p.campaign = k.campaign AND p.occurrence = k.occurrence
    AND NOT k.content -> 'products' ? p.product_id
