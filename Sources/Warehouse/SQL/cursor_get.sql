-- How far a feed with `since` has read. $1 job, $2 feed.
SELECT value FROM tidings.feed_cursor WHERE job = $1::text AND feed = $2::text
