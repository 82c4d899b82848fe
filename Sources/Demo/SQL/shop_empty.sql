-- The generator knows the whole shop, so a night replaces it: the same night may be written twice.
-- Side effect: deletes every row; readers wait until the transaction ends.
TRUNCATE member, wish
