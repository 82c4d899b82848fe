-- Who moves in a run and because of what: entries and exits of segments, rises and falls of tiers.
-- $1 run.
SELECT 'segment' AS kind, segment AS name, customer_id, 'enters' AS move,
    CASE WHEN is_baseline THEN ARRAY['the definition is new'] ELSE entered_because END AS because
FROM tidings.segment_entry
WHERE entered_run = $1::bigint
UNION ALL
SELECT 'segment', segment, customer_id, 'leaves',
    CASE WHEN left_by_baseline THEN ARRAY['the definition is new'] ELSE left_because END
FROM tidings.segment_entry
WHERE left_run = $1::bigint
UNION ALL
SELECT 'tiers', programme, customer_id,
    CASE WHEN rank > coalesce(previous_rank, 0) THEN 'rises to ' ELSE 'falls to ' END || tier,
    ARRAY[CASE reason
        WHEN 'redefined' THEN 'the definition is new'
        WHEN 'override' THEN 'set by hand'
        WHEN 'override ended' THEN 'what was set by hand ends'
        ELSE 'has ' || coalesce(amount::text, 'nothing known') END]
FROM tidings.tier_period
WHERE started_run = $1::bigint AND reason <> 'baseline'
    AND rank IS DISTINCT FROM coalesce(previous_rank, 0)
ORDER BY kind, name, move, customer_id
