-- For which logical dates the last whole attempt at a job succeeded. $1 job, $2 dates.
SELECT d.date::text AS logical_date
FROM unnest($2::date[]) AS d (date)
CROSS JOIN LATERAL (
    SELECT r.outcome
    FROM tidings.run r
    WHERE r.job = $1::text AND r.logical_date = d.date AND r.only_step IS NULL
    ORDER BY r.run_id DESC
    LIMIT 1
) AS last
WHERE last.outcome = 'succeeded'
