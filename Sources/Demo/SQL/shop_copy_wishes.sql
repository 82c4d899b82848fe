-- Every open request in one stream. Side effect: inserts.
COPY wish (member_id, isbn, asked_at) FROM STDIN
