-- So that what follows finds a line of a changed order, however many there are.
CREATE INDEX delta_line_key ON pg_temp.delta_line (customer_id, order_id, line_key)
