-- Notes the server processes of a holder that opened a session anew. $1 run, $2 epoch, $3 processes.
UPDATE tidings.run_lease
SET sessions = $3::integer[]
WHERE run_id = $1::bigint AND epoch = $2::integer
