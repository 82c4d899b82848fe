-- The last load of this very file name that was let in: the same bytes are not read again.
-- Only the last one counts, so that a file that goes back to an earlier state is read.
-- $1 job, $2 feed, $3 file.
SELECT load_id, run_id, sha256, bytes, stamp, fingerprint, read_rows, inserted, updated, unchanged,
    duplicate, filtered, rejected, etag, last_modified
FROM tidings.load
WHERE job = $1::text AND feed = $2::text AND file = $3::text AND loaded_at IS NOT NULL
    AND replay_of IS NULL
ORDER BY load_id DESC
LIMIT 1
