-- In how many memberships and tiers the floor and Tidings differ.
SELECT (
    SELECT count(*) FROM floor.segment_member AS f
    FULL JOIN (
        SELECT segment, customer_id, true AS is_member FROM tidings.segment_entry
        WHERE left_at IS NULL
    ) AS t USING (segment, customer_id)
    WHERE f.entered_on IS NULL OR t.is_member IS NULL
) + (
    SELECT count(*) FROM (SELECT * FROM floor.tier_history WHERE valid_to IS NULL) AS f
    FULL JOIN (SELECT * FROM tidings.tier_period WHERE ended_at IS NULL) AS t
        ON t.customer_id = f.customer_id AND t.tier = f.tier
    WHERE f.customer_id IS NULL OR t.customer_id IS NULL
) AS differing
