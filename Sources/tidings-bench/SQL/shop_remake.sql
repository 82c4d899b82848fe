-- Makes the keys and indexes again that shop_strip took away.
DO $$
DECLARE s record;
BEGIN
    FOR s IN SELECT remake FROM floor.stripped ORDER BY is_key DESC, name LOOP
        EXECUTE s.remake;
    END LOOP;
END
$$;
