-- Sessions are ISO dates (2024-07-03), which sort as text. They come early in the keys: a run
-- writes the newest sessions and reads from a session on, so it touches the end of each index
-- only.

CREATE TABLE look (
  dataset    text   NOT NULL,
  instrument text   NOT NULL,
  interval   text   NOT NULL,
  session    text   NOT NULL,
  looked_at  bigint NOT NULL,
  seen       text   NOT NULL CHECK (seen IN ('NOTHING', 'NULL', 'PROVISIONAL', 'FINAL')),
  PRIMARY KEY (dataset, session, instrument, interval, looked_at)
);

-- The last attempt of a feed only; what each attempt answered is kept by the bronze layer.
CREATE TABLE attempt (
  dataset      text   NOT NULL,
  instrument   text   NOT NULL,
  interval     text   NOT NULL,
  attempted_at bigint NOT NULL,
  failure      text,
  PRIMARY KEY (dataset, instrument, interval)
);

CREATE TABLE watch (
  dataset    text   NOT NULL,
  instrument text   NOT NULL,
  interval   text   NOT NULL,
  since      bigint NOT NULL,
  PRIMARY KEY (dataset, instrument, interval)
);

-- Append-only: a correction is a newer row, never a change of a written promise.
CREATE TABLE expectation (
  dataset          text    NOT NULL,
  instrument       text    NOT NULL,
  interval         text    NOT NULL,
  session          text    NOT NULL,
  recorded_at      bigint  NOT NULL,
  opens_at         bigint  NOT NULL,
  closes_at        bigint  NOT NULL,
  deadline         bigint  NOT NULL,
  lag_micros       bigint  NOT NULL,
  grace_micros     bigint  NOT NULL,
  owed             integer NOT NULL CHECK (owed IN (0, 1)),
  calendar         text    NOT NULL,
  calendar_version text    NOT NULL,
  reason           text    NOT NULL,
  PRIMARY KEY (dataset, session, instrument, interval, recorded_at)
);

-- What is true now. session is empty in the row that speaks of the whole feed.
CREATE TABLE verdict (
  dataset    text   NOT NULL,
  instrument text   NOT NULL,
  interval   text   NOT NULL,
  session    text   NOT NULL,
  run_id     text   NOT NULL,
  as_of      bigint NOT NULL,
  state      text   NOT NULL,
  cause      text,
  reason     text   NOT NULL,
  PRIMARY KEY (dataset, session, instrument, interval)
);

-- Each time a state or its cause became another, with the run that saw it first.
CREATE TABLE verdict_change (
  dataset    text   NOT NULL,
  instrument text   NOT NULL,
  interval   text   NOT NULL,
  session    text   NOT NULL,
  as_of      bigint NOT NULL,
  run_id     text   NOT NULL,
  state      text   NOT NULL,
  cause      text,
  reason     text   NOT NULL,
  PRIMARY KEY (dataset, instrument, interval, session, as_of, run_id)
);
