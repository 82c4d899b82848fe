-- Takes out what is over by now and was decided before it was: it stays as it was decided.
DELETE FROM pg_temp.candidate k
USING tidings.message m
WHERE k.state = 'expired' AND m.customer_id = k.customer_id AND m.campaign = k.campaign
    AND m.occurrence = k.occurrence
