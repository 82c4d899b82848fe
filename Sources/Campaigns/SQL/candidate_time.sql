-- When each candidate's mail is due and until when it is worth sending.
-- $1 the workspace's zone, $2 the logical date, $3 the run's instant, $4 minutes since midnight
-- (null: at once), $5 whether they are in the customer's zone, $6 seconds until it expires.
UPDATE pg_temp.candidate k
SET zone = t.zone, due_at = t.due_at,
    expires_at = t.due_at + make_interval(secs => $6::double precision)
FROM (
    SELECT z.customer_id, z.campaign, z.occurrence, z.zone,
        CASE
            WHEN $4::integer IS NOT NULL THEN
                (coalesce(z.local_date, $2::date)::timestamp + make_interval(mins => $4::integer))
                    AT TIME ZONE CASE WHEN $5::boolean THEN z.zone ELSE $1::text END
            WHEN z.local_date IS NULL THEN $3::timestamptz
            ELSE greatest($3::timestamptz, z.local_date::timestamp AT TIME ZONE z.zone)
        END AS due_at
    FROM (
        SELECT k.customer_id, k.campaign, k.occurrence, k.local_date,
            coalesce(c.timezone, $1::text) AS zone
        FROM pg_temp.candidate k
        LEFT JOIN tidings.customer c ON c.customer_id = k.customer_id
    ) z
) t
WHERE k.customer_id = t.customer_id AND k.campaign = t.campaign AND k.occurrence = t.occurrence
