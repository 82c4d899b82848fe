-- Whether Tidings has ever been in this database.
SELECT to_regclass('tidings.migration') IS NOT NULL AS exists
