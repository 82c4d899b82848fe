-- Remembers the fingerprints of messages that came back; returns those that are new.
-- $1 fingerprints, $2 now.
INSERT INTO tidings.returned (sha256, read_at)
SELECT DISTINCT f.sha256, $2::timestamptz FROM unnest($1::text[]) AS f(sha256)
ON CONFLICT (sha256) DO NOTHING
RETURNING sha256
