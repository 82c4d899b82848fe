-- Removes events from the stage that stand there before: one about the same people, of the same
-- kind, instant, topic and campaign is the same event.
DELETE FROM pg_temp.stage_events s
USING (
    SELECT row_id
    FROM (
        SELECT row_id, row_number() OVER (
            PARTITION BY customer_id, kind, happened_at, topic, campaign ORDER BY row_id) AS place
        FROM pg_temp.stage_people
    ) f
    GROUP BY row_id
    HAVING min(place) > 1
) d
WHERE s.ctid = d.row_id
