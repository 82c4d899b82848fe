-- How many messages of the benchmark are not accepted, or still wait.
SELECT (SELECT count(*) FROM tidings.message WHERE state <> 'accepted')
    + (SELECT count(*) FROM tidings.outbox) AS remaining
