-- Forgets those who are no longer customers. Reads evaluation_judged. $1 job.
DELETE FROM tidings.segment_state s
USING evaluation_judged j
WHERE NOT j.is_here AND s.customer_id = j.customer_id AND s.job = $1::text
