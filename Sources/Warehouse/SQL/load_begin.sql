-- Opens one try at a feed. $1 run, $2 job, $3 feed, $4 file, $5 its size, $6 fingerprint, $7 now,
-- $8 and $9 what the server said of this version of the file, $10 the load whose rejects it reads
-- again, or null, $11 the file's stamp.
INSERT INTO tidings.load (run_id, job, feed, file, bytes, fingerprint, started_at, etag,
    last_modified, replay_of, stamp)
VALUES ($1::bigint, $2::text, $3::text, $4::text, $5::bigint, $6::text, $7::timestamptz, $8::text,
    $9::text, $10::bigint, $11::text)
RETURNING load_id
