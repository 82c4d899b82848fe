-- The kept counts of what a job ranks by. $1 job.
SELECT metric, bounds::text[] AS bounds, counts::text[] AS counts, cuts::text[] AS cuts
FROM tidings.ranking WHERE job = $1::text
