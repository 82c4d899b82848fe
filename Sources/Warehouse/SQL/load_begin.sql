-- Opens one try at a feed. $1 run, $2 job, $3 feed, $4 file, $5 sha256, $6 fingerprint, $7 now,
-- $8 and $9 what the server said of this version of the file, $10 the load whose rejects it reads
-- again, or null.
INSERT INTO tidings.load (run_id, job, feed, file, sha256, fingerprint, started_at, etag,
    last_modified, replay_of)
VALUES ($1::bigint, $2::text, $3::text, $4::text, $5::text, $6::text, $7::timestamptz, $8::text,
    $9::text, $10::bigint)
RETURNING load_id
