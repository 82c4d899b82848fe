-- Room for the sorts and hash tables of a large load or planning, where the server gives less:
-- 128 MB each, and 256 MB to build an index. For the transaction only.
SELECT set_config(m.name, m.least, true)
FROM (VALUES ('work_mem', '128MB'), ('maintenance_work_mem', '256MB')) AS m (name, least)
WHERE pg_size_bytes(current_setting(m.name)) < pg_size_bytes(m.least)
