-- How many messages of each campaign have a fate that nobody knows, and the last run that has one.
SELECT campaign, count(*) AS messages, max(run_id) AS run_id
FROM tidings.message
WHERE state = 'unknown'
GROUP BY campaign
