-- Whether the demo's shop has its database: CREATE DATABASE knows no IF NOT EXISTS.
SELECT datname FROM pg_database WHERE datname = 'lantern_shop'
