-- Since when a campaign is known; the first planning of a campaign sets it, and what happened
-- before then is not its business. The same again writes nothing.
-- $1 campaign, $2 fingerprint, $3 now.
WITH written AS (
    INSERT INTO tidings.definition AS d (kind, name, fingerprint, since)
    VALUES ('campaign', $1::text, $2::text, $3::timestamptz)
    ON CONFLICT (kind, name) DO UPDATE SET fingerprint = excluded.fingerprint
    WHERE d.fingerprint <> excluded.fingerprint
    RETURNING since
)
SELECT since FROM written
UNION ALL
SELECT since FROM tidings.definition WHERE kind = 'campaign' AND name = $1::text
LIMIT 1
