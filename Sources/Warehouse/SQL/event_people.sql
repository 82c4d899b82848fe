-- Whom the staged events are about: the message's customer where the message is ours, else whom
-- the row names. What restricts mail concerns everybody who has the address; the rest only its one
-- customer, registered ones before a guest, for a guess would give somebody's click to another.
-- Bounces and complaints keep the address, for they belong to it: the one in the row, else the
-- customer's present one. $1 whether customers are named by their e-mail address.
CREATE TEMP TABLE stage_people ON COMMIT DROP AS
SELECT
    p.row_id, p.line, p.customer_id, p.kind, p.happened_at, p.topic, p.campaign,
    CASE WHEN p.kind IN ('bounced', 'complained') THEN p.address END AS address,
    p.url, p.detail
FROM (
    SELECT
        s.ctid AS row_id, s.line, s.kind, s.happened_at, s.url, s.detail,
        coalesce(m.customer_id, n.customer_id, i.named) AS customer_id,
        coalesce(m.topic, '') AS topic, coalesce(m.campaign, '') AS campaign,
        coalesce(CASE WHEN $1::boolean THEN s.customer_id END, c.email) AS address,
        m.customer_id IS NOT NULL OR n.customer_id IS NULL
            OR (NOT n.is_guest AND n.members = 1) OR (n.members = 0 AND n.everyone = 1)
            AS is_alone
    FROM pg_temp.stage_events s
    LEFT JOIN tidings.message m ON m.message_id = '<' || btrim(s.message_id, '<> ') || '>'
    LEFT JOIN (
        SELECT o.customer_id, o.address, o.is_guest,
            count(*) FILTER (WHERE NOT o.is_guest) OVER (PARTITION BY o.address) AS members,
            count(*) OVER (PARTITION BY o.address) AS everyone
        FROM (
            SELECT c.customer_id, a.address,
                c.customer_id = 'guest-' || left(
                    encode(sha256(convert_to(a.address, 'UTF8')), 'hex'), 16) AS is_guest
            FROM (
                SELECT DISTINCT lower(t.customer_id) AS address
                FROM pg_temp.stage_events t
                WHERE $1::boolean
            ) a
            JOIN tidings.customer c ON lower(c.email) = a.address
        ) o
    ) n ON m.customer_id IS NULL AND n.address = lower(s.customer_id)
    LEFT JOIN LATERAL (
        SELECT s.customer_id AS named WHERE NOT $1::boolean
    ) i ON true
    LEFT JOIN tidings.customer c ON c.customer_id = coalesce(m.customer_id, i.named)
) p
WHERE p.customer_id IS NOT NULL
    AND (p.is_alone OR p.kind IN ('bounced', 'complained', 'unsubscribed'))
