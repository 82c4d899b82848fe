-- Takes the lease of a new sender. The server's clock counts, for all senders share it.
-- $1 sender, $2 seconds.
INSERT INTO tidings.sender_lease (sender, expires_at)
VALUES ($1::text, clock_timestamp() + make_interval(secs => $2::float8))
