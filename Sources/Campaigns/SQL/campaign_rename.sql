-- Moves the ledger of a renamed campaign to its new name. $1 old, $2 new.
UPDATE tidings.message SET campaign = $2::text WHERE campaign = $1::text
