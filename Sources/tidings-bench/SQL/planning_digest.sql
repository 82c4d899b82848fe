-- What a planning decided, as figures that differ when anything differs: ledger and outbox alike.
SELECT count(*) AS decided, count(*) FILTER (WHERE m.state = 'planned') AS planned,
    count(*) FILTER (WHERE m.deferred_from IS NOT NULL) AS deferred,
    sum(hashtextextended(concat_ws('|', m.customer_id, m.occurrence, m.state, m.reason, m.detail,
        m.send_at, m.deferred_from, m.expires_at, m.content, o.send_at), 0)::numeric)::text
        AS digest
FROM tidings.message m
LEFT JOIN tidings.outbox o ON o.bucket = hashtextextended(m.customer_id, 0) & 1023
    AND o.customer_id = m.customer_id AND o.campaign = m.campaign AND o.occurrence = m.occurrence
WHERE m.campaign = 'card'
