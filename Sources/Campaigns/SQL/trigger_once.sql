-- Everybody, on one day. What begins after the next run is foreseen only.
-- $1 campaign, $2 topic, $3 the day (null: not yet, or over), $4 the workspace's zone,
-- $5 the next run, $6 whether all is foreseen only.
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic, local_date, is_foreseen)
SELECT c.customer_id, $1::text, 'once:' || $3::text, $2::text, $3::date,
    $6::boolean
        OR $3::date::timestamp AT TIME ZONE coalesce(c.timezone, $4::text) >= $5::timestamptz
FROM tidings.customer c
WHERE $3::date IS NOT NULL
