-- Removes the lines of changed orders before their new ones come in. Not run when lines are added.
DELETE FROM tidings.order_line k
USING pg_temp.delta d
WHERE k.customer_id = d.customer_id AND k.order_id = d.order_id AND NOT d.is_new
