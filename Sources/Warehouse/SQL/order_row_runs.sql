-- Makes each row a run of its own, where nothing showed of the rows on their way in.
-- $1 how lines are told apart: number, product, position, or none.
UPDATE pg_temp.stage_orders SET
    run_rows = 1,
    run_digest = CASE WHEN $1::text <> 'none' THEN hash_record_extended(ROW(
        CASE $1 WHEN 'number' THEN line_number WHEN 'product' THEN line_product END,
        line_product, line_quantity, line_price), 0) END,
    run_keys = 1::bigint << CASE $1
        WHEN 'number' THEN hashtext(coalesce(line_number, '')) & 63
        WHEN 'product' THEN hashtext(coalesce(line_product, '')) & 63
        ELSE 0
    END
