-- Forgets the lost leases of senders that hold nothing any more.
DELETE FROM tidings.sender_lease l
WHERE l.is_lost AND NOT EXISTS (SELECT FROM tidings.outbox o WHERE o.sender = l.sender)
