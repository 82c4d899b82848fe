-- Forgets everything that was kept for a job whose evaluation begins anew. $1 job.
DELETE FROM tidings.segment_state WHERE job = $1::text
