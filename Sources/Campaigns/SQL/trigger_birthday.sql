-- Whose birthday falls on one of the given days. What begins after the next run is foreseen only.
-- $1 the days as JSON (local_date, ahead, is_lunar, month, day, key_year), $2 campaign, $3 topic,
-- $4 as given, solar or lunar, $5 the workspace's zone, $6 the next run, $7 whether all is foreseen
-- only.
INSERT INTO pg_temp.named (customer_id, campaign, occurrence, topic, local_date, is_foreseen)
SELECT
    c.customer_id, $2::text, 'birthday:' || b.key_year, $3::text, b.local_date,
    $7::boolean OR b.ahead > 0
        AND b.local_date::timestamp AT TIME ZONE coalesce(c.timezone, $5::text)
            >= $6::timestamptz
FROM jsonb_to_recordset($1::jsonb) AS b(
    local_date date, ahead integer, is_lunar boolean, month integer, day integer,
    key_year integer)
JOIN tidings.customer c ON c.birth_month * 100 + c.birth_day = b.month * 100 + b.day
    AND b.is_lunar = CASE $4::text
        WHEN 'solar' THEN false
        WHEN 'lunar' THEN true
        ELSE coalesce(c.birthday_calendar = 'lunar', false)
    END
