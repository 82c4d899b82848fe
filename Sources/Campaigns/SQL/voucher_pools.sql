-- The pools of codes, and how many of each are given away, free or over. $1 today.
SELECT pool, count(*) AS codes, count(bound_at) AS bound,
    count(*) FILTER (WHERE bound_at IS NULL AND (valid_until IS NULL OR valid_until >= $1::date))
        AS free,
    count(*) FILTER (WHERE bound_at IS NULL AND valid_until < $1::date) AS over
FROM tidings.voucher
GROUP BY pool
ORDER BY pool
