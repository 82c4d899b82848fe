-- Who changed since last night is asked every night. Side effect: makes the index.
CREATE INDEX IF NOT EXISTS member_updated_at ON member (updated_at)
