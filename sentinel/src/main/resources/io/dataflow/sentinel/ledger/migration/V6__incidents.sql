-- One row a cause for as long as it lasts, and afterwards. members is JSON. The text of a
-- fingerprint is in no other open row: one cause is one incident.
CREATE TABLE incident (
  incident_id     text    NOT NULL PRIMARY KEY,
  fingerprint     text    NOT NULL,
  class           text    NOT NULL,
  dataset         text    NOT NULL,
  source          text    NOT NULL,
  scope           text    NOT NULL CHECK (scope IN ('INSTRUMENT', 'EXCHANGE', 'PROGRAM')),
  group_name      text    NOT NULL,
  began_at        bigint  NOT NULL,
  opened_at       bigint  NOT NULL,
  severity        text    NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'ERROR', 'CRITICAL')),
  title           text    NOT NULL,
  expected        text    NOT NULL,
  cause           text    NOT NULL,
  exchange        text,
  members         text    NOT NULL,
  size            integer NOT NULL,
  missed          integer NOT NULL,
  state           text    NOT NULL CHECK (state IN ('OPEN', 'ACKNOWLEDGED', 'SNOOZED', 'RESOLVED')),
  snoozed_until   bigint,
  resolved_at     bigint,
  resolution      text    CHECK (resolution IN ('EVIDENCE', 'HAND', 'ABSORBED')),
  resolved_why    text,
  openings        integer NOT NULL,
  clear_since     bigint,
  noted_at        bigint  NOT NULL,
  note            text    NOT NULL
);

CREATE UNIQUE INDEX incident_open ON incident (fingerprint) WHERE resolved_at IS NULL;
CREATE INDEX incident_by_end ON incident (resolved_at);

CREATE TABLE incident_event (
  incident_id text    NOT NULL,
  seq         integer NOT NULL,
  at          bigint  NOT NULL,
  kind        text    NOT NULL,
  done_by     text    NOT NULL,
  detail      text    NOT NULL,
  PRIMARY KEY (incident_id, seq)
);

-- matchers is JSON, a list of texts such as severity="warning".
CREATE TABLE silence (
  silence_id text   NOT NULL PRIMARY KEY,
  matchers   text   NOT NULL,
  starts_at  bigint NOT NULL,
  ends_at    bigint NOT NULL,
  created_by text   NOT NULL,
  why        text   NOT NULL,
  created_at bigint NOT NULL
);

-- What each receiver knows of which incidents.
CREATE TABLE conversation (
  conversation_id text    NOT NULL PRIMARY KEY,
  receiver        text    NOT NULL,
  group_key       text    NOT NULL,
  due_at          bigint  NOT NULL,
  interval_micros bigint  NOT NULL,
  repeat_micros   bigint  NOT NULL,
  last_told_at    bigint,
  messages        integer NOT NULL,
  closed_at       bigint
);

CREATE INDEX conversation_open ON conversation (receiver) WHERE closed_at IS NULL;

CREATE TABLE conversation_incident (
  conversation_id text    NOT NULL,
  incident_id     text    NOT NULL,
  told_up_to      bigint,
  told_over       integer NOT NULL CHECK (told_over IN (0, 1)),
  told_taken      integer NOT NULL CHECK (told_taken IN (0, 1)),
  PRIMARY KEY (conversation_id, incident_id)
);

-- Messages on their way, written in the transaction of what they tell. claimed_by names the process
-- that is sending one now; message and incidents are JSON.
CREATE TABLE outbox (
  outbox_id       text    NOT NULL PRIMARY KEY,
  line            text    NOT NULL,
  conversation_id text    NOT NULL,
  message         text    NOT NULL,
  incidents       text    NOT NULL,
  created_at      bigint  NOT NULL,
  next_at         bigint  NOT NULL,
  attempts        integer NOT NULL,
  state           text    NOT NULL CHECK (state IN ('PENDING', 'SENT', 'GIVEN_UP', 'REPLACED')),
  failure         text,
  done_at         bigint,
  claimed_by      text,
  claimed_at      bigint
);

CREATE INDEX outbox_pending ON outbox (created_at) WHERE state = 'PENDING';
CREATE INDEX outbox_by_conversation ON outbox (conversation_id);

-- What a channel gave back for the first message of a conversation, by which later ones find it.
CREATE TABLE outbox_reference (
  line            text NOT NULL,
  conversation_id text NOT NULL,
  reference       text NOT NULL,
  PRIMARY KEY (line, conversation_id)
);
