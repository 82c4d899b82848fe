-- What left in a span of time and what waits, by campaign, whichever run planned it.
-- $1 from, $2 until.
SELECT campaign,
    count(*) FILTER (WHERE state = 'accepted' AND accepted_at >= $1::timestamptz
        AND accepted_at < $2::timestamptz) AS sent,
    count(*) FILTER (WHERE state IN ('planned', 'claimed', 'retrying')) AS waiting
FROM tidings.message
WHERE state IN ('accepted', 'planned', 'claimed', 'retrying')
GROUP BY campaign
