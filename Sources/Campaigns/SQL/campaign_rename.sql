-- Forgets the old name of a campaign, once, and says since when it was known: who gets a row moves
-- the ledger. $1 the old name.
DELETE FROM tidings.definition WHERE kind = 'campaign' AND name = $1::text RETURNING since
