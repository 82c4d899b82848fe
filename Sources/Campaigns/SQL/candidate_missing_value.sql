-- Suppresses who lacks a value that the template needs and has no default for.
-- $1 the names, as customer.first_name, customer.attributes.size, tier or tier.discount, $2 what each
-- tier has of the last kind, as {"gold": {"tier.discount": "10%"}}.
UPDATE pg_temp.candidate k
SET state = 'suppressed', reason = 'missing-value', detail = v.name
FROM (
    SELECT k.customer_id, k.campaign, k.occurrence, min(n.name) AS name
    FROM pg_temp.candidate k
    JOIN tidings.customer c ON c.customer_id = k.customer_id
    CROSS JOIN LATERAL (
        VALUES ('customer.first_name', c.first_name), ('customer.last_name', c.last_name),
            ('customer.title', c.title), ('customer.city', c.city),
            ('customer.region', c.region), ('customer.country', c.country),
            ('customer.locale', c.locale), ('customer.phone', c.phone),
            ('customer.joined_on', c.joined_on::text)
        UNION ALL
        SELECT a.name, c.attributes ->> substr(a.name, length('customer.attributes.') + 1)
        FROM unnest($1::text[]) AS a(name)
        WHERE a.name LIKE 'customer.attributes.%'
        UNION ALL
        SELECT t.name,
            CASE WHEN t.name = 'tier' THEN t.tier ELSE $2::jsonb -> t.tier ->> t.name END
        FROM (
            -- The tier that the mail is about, else the one that it would show.
            SELECT a.name, coalesce(k.content ->> 'tier', (
                SELECT p.tier
                FROM tidings.tier_period p
                WHERE p.customer_id = k.customer_id AND p.ended_at IS NULL
                ORDER BY p.programme
                LIMIT 1)) AS tier
            FROM unnest($1::text[]) AS a(name)
            WHERE a.name = 'tier' OR a.name LIKE 'tier.%'
        ) t
    ) AS n(name, value)
    WHERE k.state IS NULL AND n.name = ANY ($1::text[]) AND coalesce(n.value, '') = ''
    GROUP BY k.customer_id, k.campaign, k.occurrence
) v
WHERE k.customer_id = v.customer_id AND k.campaign = v.campaign AND k.occurrence = v.occurrence
