-- The day of a programme's last evaluation and how long it kept levels. $1 programme.
SELECT evaluated_on, keep_days FROM tidings.tier_evaluation WHERE programme = $1::text
