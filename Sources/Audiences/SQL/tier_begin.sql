-- Begins the periods of customers whose level changed. A period that began at this very instant
-- is replaced, so that an instant has one truth. Written in the order of the key, in which the index
-- takes many at once; merged, for ON CONFLICT would write each twice. Reads tier_change.
-- $1 programme, $2 instant, $3 run.
MERGE INTO tidings.tier_period AS p
USING (SELECT * FROM tier_change WHERE is_change ORDER BY customer_id) AS c
ON p.customer_id = c.customer_id AND p.programme = $1::text AND p.started_at = $2::timestamptz
WHEN MATCHED THEN UPDATE SET
    ended_at = NULL, ended_run = NULL, tier = c.tier, rank = c.rank, amount = c.amount,
    reason = c.reason, earned_on = c.earned_on, kept_until = c.kept_until, ends_on = c.ends_on
WHEN NOT MATCHED THEN INSERT (customer_id, programme, started_at, started_run, tier, rank, amount,
    reason, previous_rank, earned_on, kept_until, ends_on)
VALUES (c.customer_id, $1::text, $2::timestamptz, $3::bigint, c.tier, c.rank, c.amount, c.reason,
    c.old_rank, c.earned_on, c.kept_until, c.ends_on)
