-- Takes out who is decided already: what was planned, and what was suppressed for a lasting reason.
-- Decided once, whatever is rerun. A passing reason may be decided again until it expires.
DELETE FROM pg_temp.named n
USING tidings.message m
WHERE m.customer_id = n.customer_id AND m.campaign = n.campaign AND m.occurrence = n.occurrence
    AND NOT (m.state = 'suppressed' AND m.reason IN (
        'capped', 'quiet', 'no-products', 'no-voucher', 'missing-value', 'out-of-stock', 'paused',
        'guard'))
