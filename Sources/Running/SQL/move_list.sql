-- Who moves in a run: entries and exits of segments, rises and falls of tiers. $1 run.
SELECT 'segment' AS kind, segment AS name, customer_id, 'enters' AS move
FROM tidings.segment_entry
WHERE entered_run = $1::bigint
UNION ALL
SELECT 'segment', segment, customer_id, 'leaves'
FROM tidings.segment_entry
WHERE left_run = $1::bigint
UNION ALL
SELECT 'tiers', programme, customer_id,
    CASE WHEN rank > coalesce(previous_rank, 0) THEN 'rises to ' ELSE 'falls to ' END || tier
FROM tidings.tier_period
WHERE started_run = $1::bigint AND reason IN ('earned', 'downgraded')
ORDER BY kind, name, move, customer_id
