-- Queues what people are told, once for its occasion.
-- $1 channels, $2 recipients, $3 occasion, $4 subject, $5 bodies, $6 HTML or null, $7 now.
INSERT INTO tidings.notice
    (channel, recipient, occasion, subject, body, html, made_at, attempts, next_at)
SELECT n.channel, n.recipient, $3::text, $4::text, n.body, $6::text, $7::timestamptz, 0,
    $7::timestamptz
FROM unnest($1::text[], $2::text[], $5::text[]) AS n (channel, recipient, body)
ON CONFLICT (occasion, channel, recipient) DO NOTHING
RETURNING notice_id
