-- Joins the runs of orders whose rows do not stand together; the last row's head counts.
WITH whole AS (
    SELECT
        h.order_id, max(h.ctid) AS last_row, sum(h.row_count)::integer AS row_count,
        bit_or(h.run_keys) AS run_keys, bit_xor(h.run_digest) AS run_digest
    FROM pg_temp.stage_heads h
    GROUP BY h.order_id
    HAVING count(*) > 1
), gone AS (
    DELETE FROM pg_temp.stage_heads h
    USING whole w
    WHERE h.order_id = w.order_id AND h.ctid <> w.last_row
)
UPDATE pg_temp.stage_heads h SET
    row_count = w.row_count,
    is_plain = bit_count(w.run_keys::bit(64)) = w.row_count,
    lines_digest = CASE WHEN bit_count(w.run_keys::bit(64)) = w.row_count THEN w.run_digest END
FROM whole w
WHERE h.order_id = w.order_id AND h.ctid = w.last_row
