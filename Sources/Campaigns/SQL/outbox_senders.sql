-- The senders that hold something: whether their lease has run out, and whether so long ago that
-- nobody is to be expected back. One without a lease was settled before. $1 how long, in seconds.
SELECT s.sender, coalesce(l.is_lost, true) AS is_lost,
    coalesce(l.is_lost AND l.expires_at < clock_timestamp() - make_interval(secs => $1::float8),
        true) AS is_gone
FROM (SELECT DISTINCT sender FROM tidings.outbox WHERE sender IS NOT NULL) AS s
LEFT JOIN tidings.sender_lease l ON l.sender = s.sender
