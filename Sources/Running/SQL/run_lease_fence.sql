-- The leases that are still held at these epochs, kept so until the transaction ends: a takeover
-- waits for a commit that has begun. $1 runs, $2 their epochs.
SELECT l.run_id
FROM tidings.run_lease l
JOIN unnest($1::bigint[], $2::integer[]) AS held (run_id, epoch)
    ON held.run_id = l.run_id AND held.epoch = l.epoch
FOR SHARE OF l
