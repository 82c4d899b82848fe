-- Records a migration in the transaction that applies it. $1 number, $2 name, $3 checksum, $4 now.
INSERT INTO tidings.migration (number, name, checksum, applied_at)
VALUES ($1::integer, $2::text, $3::text, $4::timestamptz)
