-- The rejects whose rows hold one of some words as a whole, whatever the letters' case. A row is
-- looked at byte by byte: bytes beyond ASCII as octal numbers, zero bytes left out, so that one in
-- UTF-16 is found too. $1 the words as a regular expression.
SELECT r.load_id, r.position, r.raw
FROM (
    SELECT load_id, position, raw || coalesce('\x0a'::bytea || cells, '') AS raw
    FROM tidings.reject
) r
WHERE replace(encode(r.raw, 'escape'), '\000', '') ~* $1::text
ORDER BY r.load_id, r.position
