-- Keeps the database's key of hashes, unless there is one. $1 the key.
INSERT INTO tidings.hash_key (key_id, secret) VALUES (1, $1::bytea)
ON CONFLICT (key_id) DO NOTHING
