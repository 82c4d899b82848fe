-- The events that are not known yet, for each of their people: a fact is never changed.
CREATE TEMP TABLE delta ON COMMIT DROP AS
SELECT DISTINCT ON (p.customer_id, p.kind, p.happened_at, p.topic, p.campaign)
    p.row_id, p.customer_id, p.kind, p.happened_at, p.topic, p.campaign, p.address, p.url,
    p.detail, p.line
FROM pg_temp.stage_people p
LEFT JOIN tidings.event e
    ON e.customer_id = p.customer_id AND e.kind = p.kind AND e.happened_at = p.happened_at
    AND e.topic = p.topic AND e.campaign = p.campaign
WHERE e.customer_id IS NULL
ORDER BY p.customer_id, p.kind, p.happened_at, p.topic, p.campaign, p.row_id
