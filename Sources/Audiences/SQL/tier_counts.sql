-- How many were evaluated, rose and fell. Reads tier_amount and tier_change.
SELECT (SELECT count(*) FROM tier_amount) AS evaluated,
    count(*) FILTER (WHERE is_change AND reason = 'earned') AS up,
    count(*) FILTER (WHERE is_change AND reason = 'downgraded') AS down
FROM tier_change
