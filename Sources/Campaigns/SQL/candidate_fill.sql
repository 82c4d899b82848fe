-- Makes candidates of who was named: when each mail is due and until when it is worth sending, and
-- the first instant from then and from now on that is not quiet where the customer lives. OFFSET 0:
-- each time is worked out once, not wherever it is named.
-- $1 the workspace's zone, $2 the logical date, $3 the run's instant, $4 minutes since midnight
-- (null: at once), $5 whether they are in the customer's zone, $6 seconds until it expires, $7 now,
-- $8 and $9 quiet hours from and to in minutes since midnight (null: never), $10 priority.
INSERT INTO pg_temp.candidate (
    customer_id, campaign, occurrence, topic, priority, content, is_foreseen, units, held, wanted,
    standing, requested_at, product_id, address, zone, due_at, send_at, seek_from, expires_at, state,
    reason, detail)
SELECT t.customer_id, t.campaign, t.occurrence, t.topic, $10::integer, t.content, t.is_foreseen,
    t.units, t.held, t.wanted, t.standing, t.requested_at, t.product_id, t.address, t.zone, t.due_at,
    CASE
        WHEN $8::integer <= $9::integer AND t.local::time >= make_time(0, 0, 0)
                + make_interval(mins => $8::integer)
                AND t.local::time < make_time(0, 0, 0) + make_interval(mins => $9::integer)
            OR $8::integer > $9::integer AND (t.local::time >= make_time(0, 0, 0)
                + make_interval(mins => $8::integer)
                OR t.local::time < make_time(0, 0, 0) + make_interval(mins => $9::integer))
            THEN (date_trunc('day', t.local) + make_interval(
                days => CASE WHEN t.local::time >= make_time(0, 0, 0)
                    + make_interval(mins => $9::integer) THEN 1 ELSE 0 END,
                mins => $9::integer)) AT TIME ZONE t.zone
        ELSE greatest(t.due_at, $7::timestamptz)
    END,
    greatest(t.due_at, $7::timestamptz),
    coalesce(t.expires_at, t.due_at + make_interval(secs => $6::double precision)), t.state,
    t.reason, t.detail
FROM (
    SELECT d.*, greatest(d.due_at, $7::timestamptz) AT TIME ZONE d.zone AS local
    FROM (
        SELECT z.customer_id, z.campaign, z.occurrence, z.topic, z.content, z.is_foreseen, z.units,
            z.held, z.wanted, z.standing, z.requested_at, z.product_id, z.address, z.zone,
            z.expires_at, z.state, z.reason, z.detail,
            CASE
                WHEN z.due_at IS NOT NULL THEN z.due_at
                WHEN $4::integer IS NOT NULL THEN
                    (coalesce(z.local_date, $2::date)::timestamp
                        + make_interval(mins => $4::integer))
                        AT TIME ZONE CASE WHEN $5::boolean THEN z.zone ELSE $1::text END
                WHEN z.local_date IS NULL THEN $3::timestamptz
                ELSE greatest($3::timestamptz, z.local_date::timestamp AT TIME ZONE z.zone)
            END AS due_at
        FROM (
            SELECT n.*, lower(c.email) AS address, coalesce(c.timezone, $1::text) AS zone
            FROM pg_temp.named n
            LEFT JOIN tidings.customer c ON c.customer_id = n.customer_id
        ) z
        OFFSET 0
    ) d
    OFFSET 0
) t
