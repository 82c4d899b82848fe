-- The columns of the table of a shop's database that an export fills, quoted as SQL wants them, and
-- whether a column alone is unique. Asked of the shop's database. $1 the table.
SELECT a.attname AS name, quote_ident(a.attname) AS quoted, a.attgenerated <> '' AS is_generated,
    c.oid::regclass::text AS table_name,
    EXISTS (
        SELECT 1
        FROM pg_index AS i
        WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indnkeyatts = 1
            AND i.indkey[0] = a.attnum
    ) AS is_unique
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.oid = to_regclass($1::text) AND c.relkind IN ('r', 'p')
ORDER BY a.attnum
