-- Consents that came with customers, where an answer is known. A flag that changed is as old as this
-- load. One that is seen for the first time may be of any age: beside what another feed said a no
-- counts, and a yes changes nothing. $1 the load, $2 now.
UPDATE tidings.consent k
SET given = a.given AND (k.given OR k.flag IS NOT NULL),
    given_at = CASE WHEN k.flag IS NULL THEN k.given_at ELSE $2::timestamptz END,
    is_dated = k.is_dated OR k.flag IS NOT NULL,
    flag = a.given,
    load_id = CASE WHEN k.flag IS NULL AND a.given >= k.given THEN k.load_id ELSE $1::bigint END,
    line = CASE WHEN k.flag IS NULL AND a.given >= k.given THEN k.line ELSE a.line END
FROM pg_temp.answer a
WHERE k.customer_id = a.customer_id AND k.topic = a.topic AND NOT a.is_new
