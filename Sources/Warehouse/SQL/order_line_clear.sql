-- Removes lines of changed orders that are not among their new ones. Not run when lines are added.
DELETE FROM tidings.order_line k
USING pg_temp.delta d
WHERE k.customer_id = d.customer_id AND k.order_id = d.order_id AND NOT d.is_new
    AND NOT EXISTS (
        SELECT FROM pg_temp.delta_line z
        WHERE z.customer_id = k.customer_id AND z.order_id = k.order_id
            AND z.line_key = k.line_key)
