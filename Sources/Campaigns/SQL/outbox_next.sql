-- When the next message is due that no sender holds.
SELECT min(send_at) AS send_at FROM tidings.outbox WHERE sender IS NULL
