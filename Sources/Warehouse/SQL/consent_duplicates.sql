-- Of several rows with one key the last one counts: removes the others from the stage.
DELETE FROM pg_temp.stage_consents s
USING (
    SELECT customer_id, topic, max(ctid) AS last_row
    FROM pg_temp.stage_consents
    GROUP BY customer_id, topic
    HAVING count(*) > 1
) d
WHERE s.customer_id = d.customer_id AND s.topic = d.topic AND s.ctid < d.last_row
