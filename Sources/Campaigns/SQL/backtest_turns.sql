-- The decisions of the ledger that caps had a part in, in the order in which they were made: what was
-- planned and what was capped. $1 since when.
SELECT planned_at, campaign, priority
FROM tidings.message
WHERE planned_at >= $1::timestamptz
    AND (state IN ('planned', 'claimed', 'accepted', 'retrying', 'unknown')
        OR state = 'suppressed' AND reason = 'capped')
GROUP BY planned_at, campaign, priority
ORDER BY planned_at, priority DESC, campaign
