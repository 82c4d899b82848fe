-- The rejects of a run that were not let in since, by file, with what is needed to read them again;
-- is_superseded says that a later run has loaded their feed. $1 run, $2 feed or null for all.
SELECT
    s.load_id, l.job, l.feed, s.file, u.logical_date, l.loaded_at IS NOT NULL AS is_let_in,
    f.format, f.delimiter, f.quote, f.encoding, f.opening, f.closing,
    EXISTS (
        SELECT FROM tidings.load n
        WHERE n.job = l.job AND n.feed = l.feed AND n.load_id > l.load_id
            AND n.run_id <> l.run_id AND n.loaded_at IS NOT NULL AND n.replay_of IS NULL
    ) AS is_superseded
FROM (
    SELECT r.load_id, r.file
    FROM tidings.reject r
    JOIN tidings.load o ON o.load_id = r.load_id
    WHERE o.run_id = $1::bigint AND ($2::text IS NULL OR o.feed = $2::text)
        AND o.replay_of IS NULL AND r.replayed_by IS NULL
    GROUP BY r.load_id, r.file
) s
JOIN tidings.load l ON l.load_id = s.load_id
JOIN tidings.run u ON u.run_id = l.run_id
LEFT JOIN tidings.reject_frame f ON f.load_id = s.load_id AND f.file = coalesce(s.file, '')
ORDER BY s.load_id, s.file
