-- What became of the messages that a run planned for a campaign. Rows that were suppressed in
-- planning never were planned and do not count. $1 run, $2 campaign.
SELECT state, count(*) AS count
FROM tidings.message
WHERE run_id = $1::bigint AND campaign = $2::text
    AND (state <> 'suppressed' OR closed_at IS NOT NULL)
GROUP BY state
