-- How many memberships and tiers changed in the second run of a date.
SELECT (
    SELECT count(*) FROM tidings.segment_entry AS s
    JOIN tidings.run AS r ON r.run_id IN (s.entered_run, s.left_run) WHERE r.attempt > 1
) + (
    SELECT count(*) FROM tidings.tier_period AS t
    JOIN tidings.run AS r ON r.run_id = t.started_run WHERE r.attempt > 1
) AS moved
