-- Takes from the outbox what home_doubt made unknown. $1 now.
DELETE FROM tidings.outbox WHERE send_at <= $1::timestamptz OR sender IS NOT NULL
