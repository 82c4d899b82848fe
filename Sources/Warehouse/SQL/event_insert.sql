-- Writes the events that are not known yet. $1 the load.
INSERT INTO tidings.event (
    customer_id, kind, happened_at, topic, campaign, address, url, detail, load_id, line)
SELECT d.customer_id, d.kind, d.happened_at, d.topic, d.campaign, d.address, d.url, d.detail,
    $1::bigint, d.line
FROM pg_temp.delta d
ON CONFLICT (customer_id, kind, happened_at, topic, campaign) DO NOTHING
