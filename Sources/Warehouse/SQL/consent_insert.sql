-- Writes new and changed answers. One without a time of its own is as old as this load if it is
-- another than the last without one. Seen for the first time it may be of any age: beside what another
-- feed said a no counts, and a yes changes nothing, as in customer_consents_changed.
-- $1 the load, $2 now.
INSERT INTO tidings.consent AS k (
    customer_id, topic, given, given_at, is_dated, flag, consent_source, load_id, line)
SELECT s.customer_id, s.topic, s.given, coalesce(s.given_at, $2::timestamptz),
    s.given_at IS NOT NULL, CASE WHEN s.given_at IS NULL THEN s.given END, s.consent_source,
    $1::bigint, s.line
FROM pg_temp.stage_consents s
JOIN pg_temp.delta d ON d.customer_id = s.customer_id AND d.topic = s.topic
ON CONFLICT (customer_id, topic) DO UPDATE
SET given = excluded.given AND (k.given OR excluded.is_dated OR k.flag IS NOT NULL),
    given_at = CASE WHEN excluded.is_dated OR k.flag IS NOT NULL
        THEN excluded.given_at ELSE k.given_at END,
    is_dated = k.is_dated OR excluded.is_dated OR k.flag IS NOT NULL,
    flag = coalesce(excluded.flag, k.flag),
    (consent_source, load_id, line) = (
        SELECT CASE WHEN n.is_news THEN excluded.consent_source ELSE k.consent_source END,
            CASE WHEN n.is_news THEN excluded.load_id ELSE k.load_id END,
            CASE WHEN n.is_news THEN excluded.line ELSE k.line END
        FROM (SELECT excluded.is_dated OR k.flag IS NOT NULL OR k.given > excluded.given) n (is_news))
