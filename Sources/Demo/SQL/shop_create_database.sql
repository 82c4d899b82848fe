-- A database of its own for the demo's shop. Side effect: makes it; not within a transaction.
CREATE DATABASE lantern_shop
