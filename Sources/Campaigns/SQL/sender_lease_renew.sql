-- Keeps a sender's lease for another while; no row once it has run out, for then others settle what
-- the sender holds. $1 sender, $2 seconds.
UPDATE tidings.sender_lease
SET expires_at = clock_timestamp() + make_interval(secs => $2::float8)
WHERE sender = $1::text AND NOT is_lost AND expires_at > clock_timestamp()
RETURNING sender
