-- Takes out who is decided already: what was planned, and what was suppressed for a lasting reason.
-- Decided once, whatever is rerun. A passing reason may be decided again until it expires. Looks up
-- the decision of each that is named, so that it costs what they are, not what the ledger is; and
-- nothing for a campaign that has none yet. $1 campaign.
DELETE FROM pg_temp.named n
WHERE EXISTS (SELECT FROM tidings.message WHERE campaign = $1::text)
    AND (
        SELECT NOT (m.state = 'suppressed' AND m.reason IN (
            'capped', 'quiet', 'no-products', 'no-voucher', 'missing-value', 'out-of-stock',
            'paused', 'guard'))
        FROM tidings.message m
        WHERE m.customer_id = n.customer_id AND m.campaign = n.campaign
            AND m.occurrence = n.occurrence
    )
