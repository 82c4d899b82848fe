-- Gives back the lease of a sender that holds nothing any more. $1 sender.
DELETE FROM tidings.sender_lease WHERE sender = $1::text
