-- How far zones are from UTC at some instants, in seconds; null for a zone that the server does not
-- know. $1 zones, $2 instants.
SELECT z.zone, i.number, CASE WHEN n.name IS NOT NULL THEN
    extract(epoch FROM (i.at AT TIME ZONE z.zone) - (i.at AT TIME ZONE 'UTC'))::int END AS seconds
FROM unnest($1::text[]) AS z (zone)
LEFT JOIN pg_timezone_names n ON n.name = z.zone
CROSS JOIN unnest($2::timestamptz[]) WITH ORDINALITY AS i (at, number)
ORDER BY z.zone, i.number
