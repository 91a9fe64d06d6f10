-- What a source says an instrument is. Tickers get reused, so a change is a person's decision.
CREATE TABLE instrument_facts (
  source           text   NOT NULL,
  symbol           text   NOT NULL,
  name             text,
  currency         text,
  exchange         text,
  type             text,
  zone             text,
  first_trade_date bigint,
  recorded_at      bigint NOT NULL,
  PRIMARY KEY (source, symbol)
);

-- Instruments not promoted until a person decides; a released hold is deleted.
CREATE TABLE instrument_hold (
  source text   NOT NULL,
  symbol text   NOT NULL,
  change text   NOT NULL,
  since  bigint NOT NULL,
  PRIMARY KEY (source, symbol)
);
