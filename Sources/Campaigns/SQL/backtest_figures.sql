-- What the replay changed, by campaign: booked holds what it planned. $1 since when.
SELECT m.campaign, count(*) AS candidates,
    count(*) FILTER (WHERE m.state <> 'suppressed') AS mailed,
    count(b.customer_id) AS would_mail,
    count(*) FILTER (WHERE m.state <> 'suppressed' AND b.customer_id IS NULL) AS lost,
    count(*) FILTER (WHERE m.state = 'suppressed' AND b.customer_id IS NOT NULL) AS gained,
    count(*) FILTER (WHERE m.state <> 'suppressed' AND b.counts_at > m.send_at) AS later,
    count(*) FILTER (WHERE m.state <> 'suppressed' AND b.counts_at < m.send_at) AS earlier
FROM tidings.message m
LEFT JOIN pg_temp.booked b ON b.customer_id = m.customer_id AND b.campaign = m.campaign
    AND b.occurrence = m.occurrence
WHERE m.planned_at >= $1::timestamptz
    AND (m.state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        OR m.state = 'suppressed' AND m.reason = 'capped')
GROUP BY m.campaign
ORDER BY max(m.priority) DESC, m.campaign
