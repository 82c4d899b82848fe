-- Why the candidate of an explanation may not be mailed; null if they may.
SELECT reason FROM pg_temp.candidate
