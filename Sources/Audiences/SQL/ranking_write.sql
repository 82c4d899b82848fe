-- Keeps the counts of a ranking. $1 job, $2 metric, $3 bounds, $4 counts, $5 cuts.
INSERT INTO tidings.ranking AS r (job, metric, bounds, counts, cuts)
VALUES ($1::text, $2::text, $3::float8[], $4::bigint[], $5::float8[])
ON CONFLICT (job, metric) DO UPDATE
SET bounds = excluded.bounds, counts = excluded.counts, cuts = excluded.cuts
