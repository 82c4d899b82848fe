-- Who got no mail that was decided in a span of time, and why; of a full cap, which.
-- $1 from, $2 until, $3 campaigns.
SELECT c.campaign, m.reason, CASE WHEN m.reason = 'capped' THEN m.detail END AS cap,
    count(*) AS customers
FROM unnest($3::text[]) AS c (campaign)
JOIN tidings.message m ON m.campaign = c.campaign AND m.planned_at >= $1::timestamptz
    AND m.planned_at < $2::timestamptz
WHERE m.state = 'suppressed'
GROUP BY 1, 2, 3
ORDER BY customers DESC, m.reason, cap
