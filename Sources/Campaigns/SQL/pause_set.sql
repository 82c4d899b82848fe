-- Holds something back; what is held back already stays so since then. $1 name, $2 now.
INSERT INTO tidings.pause (name, paused_at) VALUES ($1::text, $2::timestamptz)
ON CONFLICT (name) DO NOTHING
