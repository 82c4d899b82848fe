-- Requests to be told when a sold-out book is back. Side effect: makes the table.
CREATE TABLE IF NOT EXISTS wish (
    member_id text NOT NULL REFERENCES member,
    isbn text NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (member_id, isbn)
)
