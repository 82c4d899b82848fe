-- How many were evaluated, rose and fell. Reads tier_standing and tier_change.
SELECT (SELECT count(*) FROM tier_standing) AS evaluated,
    count(*) FILTER (WHERE is_change AND reason = 'earned') AS up,
    count(*) FILTER (WHERE is_change AND reason = 'downgraded') AS down
FROM tier_change
