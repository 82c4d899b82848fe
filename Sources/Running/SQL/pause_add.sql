-- Pauses a job, a campaign, or all. $1 kind, $2 name, $3 now.
INSERT INTO tidings.pause (kind, name, since)
VALUES ($1::text, $2::text, $3::timestamptz)
ON CONFLICT (kind, name) DO NOTHING
