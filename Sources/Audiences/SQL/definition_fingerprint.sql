-- From what a segment or programme was last computed. $1 kind, $2 name.
SELECT fingerprint FROM tidings.definition WHERE kind = $1::text AND name = $2::text
