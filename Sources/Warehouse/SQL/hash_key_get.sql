-- The database's key of hashes.
SELECT secret FROM tidings.hash_key WHERE key_id = 1
