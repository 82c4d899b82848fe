-- Forgets what a job no longer ranks by. $1 job, $2 the metrics that stay.
DELETE FROM tidings.ranking WHERE job = $1::text AND metric <> ALL ($2::text[])
