-- Takes the warehouse's keys and indexes away while the shop is generated, and keeps how to make
-- them again: filling indexes in the order of time takes several times as long.
CREATE SCHEMA IF NOT EXISTS floor;
DROP TABLE IF EXISTS floor.stripped;
CREATE TABLE floor.stripped AS
SELECT i.indrelid::regclass::text AS of_table, x.relname AS name, c.conname IS NOT NULL AS is_key,
    CASE WHEN c.conname IS NULL THEN pg_get_indexdef(i.indexrelid)
        ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, c.conname,
            pg_get_constraintdef(c.oid)) END AS remake
FROM pg_index AS i
JOIN pg_class AS x ON x.oid = i.indexrelid
LEFT JOIN pg_constraint AS c ON c.conindid = i.indexrelid
WHERE i.indrelid IN ('tidings.customer'::regclass, 'tidings.product'::regclass,
    'tidings.orders'::regclass, 'tidings.order_line'::regclass);
DO $$
DECLARE s record;
BEGIN
    FOR s IN SELECT * FROM floor.stripped LOOP
        IF s.is_key THEN
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', s.of_table, s.name);
        ELSE
            EXECUTE format('DROP INDEX tidings.%I', s.name);
        END IF;
    END LOOP;
END
$$;
