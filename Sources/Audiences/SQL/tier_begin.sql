-- Begins the periods of customers whose level changed. A period that began at this very instant
-- is replaced, so that an instant has one truth. Reads tier_change.
-- $1 programme, $2 instant, $3 run.
INSERT INTO tidings.tier_period AS p (customer_id, programme, started_at, started_run, tier, rank,
    amount, reason, previous_rank, earned_on, kept_until, ends_on)
SELECT c.customer_id, $1::text, $2::timestamptz, $3::bigint, c.tier, c.rank, c.amount, c.reason,
    c.old_rank, c.earned_on, c.kept_until, c.ends_on
FROM (SELECT * FROM tier_change WHERE is_change) AS c
ON CONFLICT (customer_id, programme, started_at) DO UPDATE SET
    ended_at = NULL, ended_run = NULL, tier = excluded.tier, rank = excluded.rank,
    amount = excluded.amount, reason = excluded.reason, earned_on = excluded.earned_on,
    kept_until = excluded.kept_until, ends_on = excluded.ends_on
