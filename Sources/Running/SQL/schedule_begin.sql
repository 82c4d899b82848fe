-- Begins a schedule now: it expects nothing before. $1 job, $2 fingerprint, $3 now.
INSERT INTO tidings.schedule (job, fingerprint, since, through)
VALUES ($1::text, $2::text, $3::timestamptz, $3::timestamptz)
ON CONFLICT (job) DO UPDATE
SET fingerprint = excluded.fingerprint, since = excluded.since, through = excluded.through
