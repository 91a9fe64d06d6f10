-- Who may write to the lake of this ledger: one row while a run is at work, none otherwise. Two
-- machines' clocks differ, so nobody compares the instants; they are for people. A lease is dead
-- when renewals did not change for valid_micros by the clock of whoever waits for it.
CREATE TABLE lease (
  name               text   NOT NULL PRIMARY KEY,
  run_id             text   NOT NULL,
  host               text   NOT NULL,
  machine            text   NOT NULL,
  pid                bigint NOT NULL,
  process_started_at bigint,
  acquired_at        bigint NOT NULL,
  renewed_at         bigint NOT NULL,
  expires_at         bigint NOT NULL,
  valid_micros       bigint NOT NULL,
  renewals           bigint NOT NULL
);
