-- Caps are looked up by customer.
CREATE INDEX ON pg_temp.booked (customer_id, counts_at)
