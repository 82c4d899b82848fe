-- One row per run of staged rows, which is nearly always one per order: the head as its last row
-- gives it. $1 how lines are told apart: number, product, position, or none for a feed of one row an
-- order.
--
-- Plain is an order of which no line key occurs twice for sure: as many bits as rows are set. The
-- others are looked at row by row. The digest stands for the lines of a plain order, whatever their
-- order in the file: an order with the digest that the warehouse has is not compared line by line.
CREATE TEMP TABLE stage_heads ON COMMIT DROP AS
SELECT
    s.order_id, s.customer_id, s.placed_at, coalesce(s.status, 'sale') AS status, s.total,
    s.currency, s.channel, s.attributes, s.line, $1::text AS line_key, s.run_rows AS row_count,
    s.run_keys, s.run_digest, bit_count(s.run_keys::bit(64)) = s.run_rows AS is_plain,
    CASE WHEN bit_count(s.run_keys::bit(64)) = s.run_rows THEN s.run_digest END AS lines_digest
FROM pg_temp.stage_orders s
WHERE s.run_rows IS NOT NULL
