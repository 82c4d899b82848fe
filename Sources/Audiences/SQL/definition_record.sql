-- Records from what a segment or programme is computed; the same again changes nothing.
-- $1 kind, $2 name, $3 fingerprint, $4 instant.
INSERT INTO tidings.definition AS d (kind, name, fingerprint, since)
VALUES ($1::text, $2::text, $3::text, $4::timestamptz)
ON CONFLICT (kind, name) DO UPDATE SET fingerprint = excluded.fingerprint, since = excluded.since
WHERE d.fingerprint <> excluded.fingerprint
