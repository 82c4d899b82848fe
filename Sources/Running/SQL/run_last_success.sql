-- When each job last succeeded.
SELECT job, max(finished_at) AS finished_at
FROM tidings.run
WHERE outcome = 'succeeded'
GROUP BY job
