-- Fills tier_candidate with those who last earned their level on a day and no longer do.
-- Reads tier_lapse. $1 the day.
INSERT INTO tier_candidate (customer_id)
SELECT customer_id
FROM tier_lapse
WHERE NOT is_fall AND earned < rank AND earned_on = $1::date
