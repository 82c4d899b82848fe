-- Ends what was set by hand for a customer and did not end by its own day.
-- $1 customer, $2 programme, $3 instant, $4 its local day.
UPDATE tidings.tier_override
SET ended_at = $3::timestamptz
WHERE customer_id = $1::text AND programme = $2::text AND ended_at IS NULL AND until >= $4::date
