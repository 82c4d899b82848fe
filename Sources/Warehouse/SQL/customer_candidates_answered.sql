-- Customers who came just so the last time, but of whom somebody else wrote an answer since.
-- $1 job, $2 feed, $3 the mapped topics.
INSERT INTO pg_temp.candidate
SELECT s.*
FROM pg_temp.stage_customers s
WHERE s.customer_id IN (
        SELECT k.customer_id
        FROM tidings.consent k
        WHERE k.topic = ANY ($3::text[])
            AND (k.load_id IN (
                SELECT l.load_id FROM tidings.load l WHERE l.job = $1::text AND l.feed = $2::text
            )) IS NOT TRUE)
    AND NOT EXISTS (SELECT FROM pg_temp.candidate n WHERE n.customer_id = s.customer_id)
