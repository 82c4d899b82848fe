-- Which topics the rules of planning let the customer have; a bounce is no answer of theirs.
SELECT k.topic, coalesce(k.reason, '') IN ('', 'bounced', 'invalid-address') AS is_on
FROM pg_temp.candidate k
ORDER BY k.topic
