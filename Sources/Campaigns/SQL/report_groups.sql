-- What became of the people that a campaign mailed and of those whom it left out, in groups: the
-- variants or "mail", "holdout" and "control". Mails that were tried count, whatever became of them,
-- as whoever was left out would have been tried. Each is followed for some days; those that have not
-- had their days yet are left aside and counted. Amounts as spend has them: order totals, else
-- lines; returns subtract; other currencies do not count.
-- $1 campaign (null: each), $2 days, $3 now, $4 mails since then, $5 the currency.
SELECT t.campaign, t.part,
    count(*) FILTER (WHERE t.is_ripe) AS mails,
    count(*) FILTER (WHERE NOT t.is_ripe) AS unripe,
    count(*) FILTER (WHERE t.is_ripe AND t.opened) AS opened,
    count(*) FILTER (WHERE t.is_ripe AND t.clicked) AS clicked,
    count(*) FILTER (WHERE t.is_ripe AND t.unsubscribed) AS unsubscribed,
    count(*) FILTER (WHERE t.is_ripe AND t.orders > 0) AS buyers,
    coalesce(sum(t.orders) FILTER (WHERE t.is_ripe), 0)::bigint AS orders,
    coalesce(sum(t.revenue) FILTER (WHERE t.is_ripe), 0) AS revenue,
    coalesce(avg(t.revenue) FILTER (WHERE t.is_ripe), 0)::double precision AS mean,
    coalesce(var_samp(t.revenue) FILTER (WHERE t.is_ripe), 0)::double precision AS variance
FROM (
    SELECT s.campaign, s.part, s.is_ripe, o.orders, coalesce(o.revenue, 0) AS revenue,
        coalesce(v.opened, false) AS opened, coalesce(v.clicked, false) AS clicked,
        coalesce(v.unsubscribed, false) AS unsubscribed
    FROM (
        SELECT m.customer_id, m.campaign,
            CASE WHEN m.state = 'suppressed' THEN m.detail ELSE coalesce(m.variant, 'mail') END
                AS part,
            coalesce(m.accepted_at, m.send_at) AS starts,
            coalesce(m.accepted_at, m.send_at) + make_interval(days => $2::integer)
                AS ends,
            coalesce(m.accepted_at, m.send_at) + make_interval(days => $2::integer)
                <= $3::timestamptz AS is_ripe
        FROM tidings.message m
        WHERE ($1::text IS NULL OR m.campaign = $1)
            AND (m.state IN ('accepted', 'refused', 'unknown')
                OR m.state = 'suppressed' AND m.reason = 'holdout')
            AND coalesce(m.accepted_at, m.send_at) >= $4::timestamptz
            AND coalesce(m.accepted_at, m.send_at) <= $3::timestamptz
    ) s
    LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE d.status = 'sale' AND coalesce(d.total, 0) >= 0
                AND coalesce(l.units, 0) >= 0) AS orders,
            sum(CASE WHEN d.status = 'sale' THEN coalesce(d.total, l.amount)
                ELSE least(coalesce(d.total, l.amount), 0) END)
                FILTER (WHERE d.currency IS NULL OR d.currency = $5::text) AS revenue
        FROM tidings.orders d
        LEFT JOIN LATERAL (
            SELECT sum(n.quantity * n.price) AS amount, sum(n.quantity) AS units
            FROM tidings.order_line n
            WHERE n.customer_id = d.customer_id AND n.order_id = d.order_id
        ) l ON true
        WHERE d.customer_id = s.customer_id AND d.placed_at >= s.starts AND d.placed_at < s.ends
    ) o ON true
    LEFT JOIN LATERAL (
        SELECT bool_or(e.kind = 'opened') AS opened, bool_or(e.kind = 'clicked') AS clicked,
            bool_or(e.kind = 'unsubscribed') AS unsubscribed
        FROM tidings.event e
        WHERE e.customer_id = s.customer_id AND e.campaign = s.campaign
            AND e.kind IN ('opened', 'clicked', 'unsubscribed')
            AND e.happened_at >= s.starts AND e.happened_at < s.ends
    ) v ON true
) t
GROUP BY t.campaign, t.part
ORDER BY t.campaign, t.part IN ('control', 'holdout'), t.part
