-- Notes what the server says now of a file whose bytes are in already. $1 load, $2 ETag,
-- $3 Last-Modified.
UPDATE tidings.load SET etag = $2::text, last_modified = $3::text WHERE load_id = $1::bigint
