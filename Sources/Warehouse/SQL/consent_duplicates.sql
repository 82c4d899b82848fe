-- Of several answers with one key the latest counts, wherever it stands in the file, and of equal
-- ones the last row: removes the others from the stage. One without a time counts from the load.
DELETE FROM pg_temp.stage_consents s
USING (
    SELECT
        ctid AS row_id,
        row_number() OVER (
            PARTITION BY customer_id, topic ORDER BY given_at DESC NULLS FIRST, ctid DESC) AS place
    FROM pg_temp.stage_consents
) d
WHERE s.ctid = d.row_id AND d.place > 1
