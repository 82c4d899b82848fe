-- Moves a feed's cursor, in the transaction of its rows. $1 job, $2 feed, $3 value.
INSERT INTO tidings.feed_cursor AS c (job, feed, value)
VALUES ($1::text, $2::text, $3::text)
ON CONFLICT (job, feed) DO UPDATE SET value = excluded.value
WHERE c.value <> excluded.value
