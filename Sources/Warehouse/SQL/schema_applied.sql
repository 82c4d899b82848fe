-- The migrations that were applied, in order.
SELECT number, checksum FROM tidings.migration ORDER BY number
