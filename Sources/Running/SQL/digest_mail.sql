-- What became of each campaign's mail in a span of time, whichever run planned it, and what waits or
-- is unknown now. $1 from, $2 until, $3 campaigns.
SELECT c.campaign, p.planned, s.sent, l.refused, l.expired, coalesce(w.waiting, 0) AS waiting,
    u.unknown
FROM unnest($3::text[]) WITH ORDINALITY AS c (campaign, number)
CROSS JOIN LATERAL (
    SELECT count(*) AS planned
    FROM tidings.message m
    WHERE m.campaign = c.campaign AND m.planned_at >= $1::timestamptz
        AND m.planned_at < $2::timestamptz
        AND (m.state <> 'suppressed' OR m.closed_at IS NOT NULL)
) AS p
CROSS JOIN LATERAL (
    SELECT count(*) AS sent
    FROM tidings.message m
    WHERE m.campaign = c.campaign AND m.accepted_at >= $1::timestamptz
        AND m.accepted_at < $2::timestamptz
) AS s
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE m.state = 'refused') AS refused,
        count(*) FILTER (WHERE m.state = 'expired') AS expired
    FROM tidings.message m
    WHERE m.campaign = c.campaign AND m.state IN ('refused', 'expired')
        AND m.closed_at >= $1::timestamptz AND m.closed_at < $2::timestamptz
) AS l
CROSS JOIN LATERAL (
    SELECT count(*) AS unknown
    FROM tidings.message m
    WHERE m.campaign = c.campaign AND m.state = 'unknown'
) AS u
LEFT JOIN (
    SELECT campaign, count(*) AS waiting FROM tidings.outbox GROUP BY campaign
) AS w ON w.campaign = c.campaign
ORDER BY c.number
