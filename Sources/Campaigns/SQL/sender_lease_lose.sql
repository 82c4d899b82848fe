-- Marks the leases that have run out, so that none of them is renewed any more. One that is being
-- renewed just now is waited for, and looked at once more.
UPDATE tidings.sender_lease
SET is_lost = true
WHERE NOT is_lost AND expires_at < clock_timestamp()
