-- Marks what a higher priority may displace, and keeps senders from taking it while the pass lasts;
-- what a sender is taking stays where it is. Says how much is marked, now or before.
WITH marked AS (
    UPDATE pg_temp.booked b
    SET is_movable = true
    FROM (
        SELECT o.customer_id, o.campaign, o.occurrence
        FROM pg_temp.booked u
        JOIN tidings.outbox o ON o.bucket = hashtextextended(u.customer_id, 0) & 1023
            AND o.customer_id = u.customer_id AND o.campaign = u.campaign
            AND o.occurrence = u.occurrence
        WHERE u.is_unsent AND NOT u.is_movable AND o.sender IS NULL
        FOR UPDATE OF o SKIP LOCKED
    ) f
    WHERE b.customer_id = f.customer_id AND b.campaign = f.campaign
        AND b.occurrence = f.occurrence
    RETURNING b.customer_id
)
SELECT (SELECT count(*) FROM marked) + count(*) AS movable
FROM pg_temp.booked
WHERE is_movable
