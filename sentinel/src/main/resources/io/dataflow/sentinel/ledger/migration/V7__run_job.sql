-- Which job of a CI a run is part of, OWNER/NAME/RUN/ATTEMPT; null for other runs.
ALTER TABLE run ADD COLUMN job text;

CREATE INDEX run_by_job ON run (job) WHERE job IS NOT NULL;
