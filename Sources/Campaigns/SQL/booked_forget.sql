-- A campaign whose guard tripped takes nobody's place. $1 campaign.
DELETE FROM pg_temp.booked WHERE campaign = $1::text AND is_new
