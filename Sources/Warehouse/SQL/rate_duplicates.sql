-- Of several rows with one key the last one counts: removes the others from the stage.
DELETE FROM pg_temp.stage_rates s
USING (
    SELECT currency, rated_on, max(ctid) AS last_row
    FROM pg_temp.stage_rates
    GROUP BY currency, rated_on
    HAVING count(*) > 1
) d
WHERE s.currency = d.currency AND s.rated_on = d.rated_on AND s.ctid < d.last_row
