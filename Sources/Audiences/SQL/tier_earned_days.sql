-- The days on which customers last earned a level that they no longer earn: as of each the metric
-- is computed anew, to see whether a return has unearned the level. Levels that nobody earned, as
-- after a downgrade, have no such day and end by rule only. Reads tier_lapse. $1 the day evaluated.
SELECT DISTINCT earned_on
FROM tier_lapse
WHERE NOT is_fall AND earned < rank AND earned_on <= $1::date
ORDER BY earned_on
