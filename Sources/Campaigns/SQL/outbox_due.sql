-- The buckets in which something is due. $1 now, $2 the campaigns (null: all), $3 those that are
-- held back.
SELECT DISTINCT bucket
FROM tidings.outbox
WHERE sender IS NULL AND send_at <= $1::timestamptz
    AND ($2::text[] IS NULL OR campaign = ANY ($2)) AND campaign <> ALL ($3::text[])
ORDER BY bucket
