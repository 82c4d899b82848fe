-- Forgets that customers came just so the last time, of whom the next statement removes an answer:
-- a feed that brings it again is to be heard. $1 job, $2 feed.
UPDATE tidings.customer c SET row_digest = NULL
FROM (
    SELECT DISTINCT k.customer_id
    FROM tidings.consent k
    WHERE k.load_id IN (
            SELECT load_id FROM tidings.load WHERE job = $1::text AND feed = $2::text)
        AND NOT EXISTS (
            SELECT FROM pg_temp.stage_consents s
            WHERE s.customer_id = k.customer_id AND s.topic = k.topic)
) k
WHERE c.customer_id = k.customer_id AND c.row_digest IS NOT NULL
