-- Takes out of the outbox what people should no more get of a topic ('' all of them). What a sender
-- holds already stays: it is judged once more before it leaves. $1 customers, $2 topic.
DELETE FROM tidings.outbox o
USING (
    SELECT m.customer_id, m.campaign, m.occurrence
    FROM unnest($1::text[]) AS p(customer_id)
    JOIN tidings.message m ON m.customer_id = p.customer_id
    WHERE m.state IN ('planned', 'retrying') AND $2::text IN ('', m.topic)
) d
WHERE o.bucket = hashtextextended(d.customer_id, 0) & 1023 AND o.customer_id = d.customer_id
    AND o.campaign = d.campaign AND o.occurrence = d.occurrence AND o.sender IS NULL
RETURNING o.customer_id, o.campaign, o.occurrence
