-- Adds what a sender handed over in a minute. Each sender has rows of its own: none waits for
-- another. $1 sender, $2 the minute, $3 domains, $4 how many (one each).
INSERT INTO tidings.pace AS p (minute, domain, sender, accepted)
SELECT $2::timestamptz, d.domain, $1::text, d.accepted
FROM unnest($3::text[], $4::integer[]) AS d(domain, accepted)
ON CONFLICT (minute, domain, sender) DO UPDATE SET accepted = p.accepted + excluded.accepted
