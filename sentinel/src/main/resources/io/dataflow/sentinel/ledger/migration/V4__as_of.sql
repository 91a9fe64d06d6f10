-- What an expectation was judged by when it was written. Rows from before these columns were
-- written under the defaults of their calendar, which stand here.

ALTER TABLE expectation ADD COLUMN settle_micros bigint NOT NULL DEFAULT 21600000000;
ALTER TABLE expectation ADD COLUMN judge text NOT NULL DEFAULT 'FINAL';
ALTER TABLE expectation ADD COLUMN minimum_share_ppm bigint NOT NULL DEFAULT 900000;

UPDATE expectation SET settle_micros = 1800000000 WHERE calendar = '24/7';

-- What a verdict of an earlier instant needs of attempts: each failure, and each answer that ended
-- some (failure is null then). Other answers leave looks.
CREATE TABLE attempt_history (
  dataset      text   NOT NULL,
  instrument   text   NOT NULL,
  interval     text   NOT NULL,
  attempted_at bigint NOT NULL,
  failure      text,
  PRIMARY KEY (dataset, instrument, interval, attempted_at)
);

INSERT INTO attempt_history (dataset, instrument, interval, attempted_at, failure)
SELECT dataset, instrument, interval, attempted_at, failure FROM attempt;
