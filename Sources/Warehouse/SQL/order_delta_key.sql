-- So that what follows finds a changed order, however many there are.
CREATE UNIQUE INDEX delta_key ON pg_temp.delta (order_id)
