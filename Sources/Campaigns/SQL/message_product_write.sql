-- Remembers which products planned messages carry.
INSERT INTO tidings.message_product (customer_id, campaign, occurrence, product_id)
SELECT k.customer_id, k.campaign, k.occurrence, p.product_id
FROM pg_temp.candidate k
CROSS JOIN LATERAL jsonb_array_elements_text(k.content -> 'products') AS p(product_id)
WHERE k.state IS NULL AND NOT k.is_foreseen
ON CONFLICT DO NOTHING
