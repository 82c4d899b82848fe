-- The loads that brought some rows: of which feed and file, in which run. $1 the loads.
SELECT load_id, job, feed, file, run_id
FROM tidings.load
WHERE load_id = ANY ($1::bigint[])
