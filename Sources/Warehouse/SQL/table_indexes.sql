-- The indexes of tables, with what drops and what makes them, primary keys first. None of a table
-- that this role does not own or that foreign keys lead to: that one keeps its indexes. An index of
-- some rows only stays: it has few. $1 the names.
SELECT
    CASE WHEN k.conname IS NULL
        THEN format('DROP INDEX tidings.%I', i.relname)
        ELSE format('ALTER TABLE tidings.%I DROP CONSTRAINT %I', t.relname, k.conname)
    END AS removal,
    CASE WHEN k.conname IS NULL
        THEN pg_get_indexdef(i.oid)
        ELSE format('ALTER TABLE tidings.%I ADD CONSTRAINT %I %s', t.relname, k.conname,
            pg_get_constraintdef(k.oid))
    END AS creation
FROM pg_class t
JOIN pg_namespace n ON n.oid = t.relnamespace
JOIN pg_index x ON x.indrelid = t.oid
JOIN pg_class i ON i.oid = x.indexrelid
LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
WHERE n.nspname = 'tidings' AND t.relname = ANY ($1::text[]) AND x.indpred IS NULL
    AND pg_has_role(t.relowner, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.confrelid = t.oid)
ORDER BY t.relname, x.indisprimary DESC, i.relname
