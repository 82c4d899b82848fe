-- How things stand in numbers: ticks by state, runs by outcome, messages due and unknown. $1 now.
SELECT 'tick' AS what, state AS name, count(*) AS count FROM tidings.tick GROUP BY state
UNION ALL
SELECT 'run', coalesce(outcome, 'open'), count(*) FROM tidings.run GROUP BY coalesce(outcome, 'open')
UNION ALL
SELECT 'due', '', count(*) FROM tidings.outbox WHERE sender IS NULL AND send_at <= $1::timestamptz
UNION ALL
SELECT 'unknown', '', count(*) FROM tidings.message WHERE state = 'unknown'
