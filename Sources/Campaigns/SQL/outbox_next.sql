-- When the next message is due that no sender holds; looks at the first of each bucket.
-- $1 the campaigns (null: all).
SELECT min(n.send_at) AS send_at
FROM generate_series(0, 1023) AS b(bucket)
CROSS JOIN LATERAL (
    SELECT o.send_at
    FROM tidings.outbox o
    WHERE o.bucket = b.bucket::smallint AND o.sender IS NULL
        AND ($1::text[] IS NULL OR o.campaign = ANY ($1))
    ORDER BY o.send_at
    LIMIT 1
) n
