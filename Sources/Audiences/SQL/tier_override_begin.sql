-- Notes a level set by hand; the same instant has one truth.
-- $1 customer, $2 programme, $3 instant, $4 tier, $5 the last day, $6 why, $7 whether it is a floor.
INSERT INTO tidings.tier_override (customer_id, programme, set_at, tier, until, reason, is_floor)
VALUES ($1::text, $2::text, $3::timestamptz, $4::text, $5::date, $6::text, $7::boolean)
ON CONFLICT (customer_id, programme, set_at) DO UPDATE
SET tier = excluded.tier, until = excluded.until, reason = excluded.reason,
    is_floor = excluded.is_floor, ended_at = NULL
