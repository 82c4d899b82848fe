-- The runs that are not over, by job.
SELECT job, min(started_at) AS started_at
FROM tidings.run
WHERE outcome IS NULL
GROUP BY job
