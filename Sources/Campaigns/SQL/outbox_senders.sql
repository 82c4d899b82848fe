-- The senders that hold something.
SELECT DISTINCT sender FROM tidings.outbox WHERE sender IS NOT NULL
