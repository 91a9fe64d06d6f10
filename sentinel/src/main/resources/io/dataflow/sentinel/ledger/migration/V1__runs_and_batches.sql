-- The same file builds the ledger in SQLite and in PostgreSQL: text keys made by the program,
-- instants as microseconds since 1970 (bigint), JSON as text, yes and no as 1 and 0.
-- Foreign keys are left out: rows arrive in the order the stages finish, and a run that was
-- killed leaves rows whose run is not there yet to judge.

CREATE TABLE run (
  run_id          text    NOT NULL PRIMARY KEY,
  started_at      bigint  NOT NULL,
  as_of           bigint  NOT NULL,
  command         text    NOT NULL,
  program_version text    NOT NULL,
  source_url      text    NOT NULL,
  host            text    NOT NULL,
  pid             bigint  NOT NULL,
  finished_at     bigint,
  exit_code       integer,
  summary         text
);

CREATE INDEX run_by_start ON run (started_at);

CREATE TABLE run_stage (
  run_id     text   NOT NULL,
  stage      text   NOT NULL,
  started_at bigint NOT NULL,
  millis     bigint NOT NULL,
  detail     text   NOT NULL,
  PRIMARY KEY (run_id, stage, started_at)
);

-- A batch is open from before the lake commit until the lake is known to hold it.
CREATE TABLE batch (
  batch_id  text   NOT NULL PRIMARY KEY,
  run_id    text   NOT NULL,
  opened_at bigint NOT NULL,
  results   text   NOT NULL,
  closed_at bigint
);

CREATE INDEX batch_open ON batch (opened_at) WHERE closed_at IS NULL;

-- Which receipts of the bronze layer a batch covers, by the run that wrote them.
CREATE TABLE batch_receipt_run (
  batch_id       text NOT NULL,
  receipt_run_id text NOT NULL,
  PRIMARY KEY (batch_id, receipt_run_id)
);

CREATE INDEX batch_receipt_run_by_run ON batch_receipt_run (receipt_run_id);

CREATE TABLE intent (
  intent_id  text   NOT NULL PRIMARY KEY,
  batch_id   text   NOT NULL,
  kind       text   NOT NULL,
  payload    text   NOT NULL,
  created_at bigint NOT NULL,
  done_at    bigint
);

CREATE INDEX intent_open ON intent (created_at) WHERE done_at IS NULL;
CREATE INDEX intent_by_batch ON intent (batch_id);

-- batch_id is empty for a check outside a batch, instrument for a check of the whole dataset.
CREATE TABLE check_result (
  run_id      text   NOT NULL,
  batch_id    text   NOT NULL,
  dataset     text   NOT NULL,
  instrument  text   NOT NULL,
  check_name  text   NOT NULL,
  outcome     text   NOT NULL CHECK (outcome IN ('PASS', 'WARN', 'FAIL', 'ERROR')),
  expected    text   NOT NULL,
  actual      text   NOT NULL,
  failed_rows bigint NOT NULL,
  detail      text   NOT NULL,
  PRIMARY KEY (run_id, batch_id, dataset, instrument, check_name)
);
