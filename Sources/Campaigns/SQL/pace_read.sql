-- What other senders of this ledger handed over lately, for the budgets that all share.
-- $1 this sender, $2 since when.
SELECT minute, domain, sum(accepted)::bigint AS accepted
FROM tidings.pace
WHERE minute >= $2::timestamptz AND sender <> $1::text
GROUP BY minute, domain
