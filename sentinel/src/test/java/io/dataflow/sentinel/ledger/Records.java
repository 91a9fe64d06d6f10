package io.dataflow.sentinel.ledger;

import io.dataflow.sentinel.freshness.ArrivalTerms;
import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.JudgedBy;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Sample records of the ledger. */
final class Records {
  static final String BARS = "silver.bars";
  static final Instant NOON = Instant.parse("2024-07-03T12:00:00.123456Z");
  static final LocalDate SESSION = LocalDate.parse("2024-07-03");
  static final Feed AAPL = feed("AAPL");
  static final Feed SPY = feed("SPY");

  /** Quotes, a comment, line ends, an emoji, right-to-left marks, JSON, a long tail. */
  static final String HOSTILE =
      "it's \"quoted\"; DROP TABLE run; -- \r\n\t\\ \uD83D\uDE80 \u202Eمرحبا\u202C {\"a\":[1]} "
          + "é".repeat(10_000);

  private Records() {}

  static Feed feed(String symbol) {
    return new Feed(BARS, symbol, Interval.DAY_1);
  }

  static RunStart run(String runId) {
    return run(runId, NOON);
  }

  static RunStart run(String runId, Instant startedAt) {
    return new RunStart(
        runId, startedAt, NOON, "run", "0.1.0", "http://127.0.0.1:8080", "host-1", 4711);
  }

  static BatchOpen batch(String batchId, String... receiptRuns) {
    return new BatchOpen(batchId, "run-1", NOON, List.of(receiptRuns), "{\"rows\":5}");
  }

  static Look look(Feed feed, Instant at, Look.Seen seen) {
    return new Look(feed, SESSION, at, seen);
  }

  static Attempt attempt(Feed feed, Instant at) {
    return new Attempt(feed, at, Optional.empty());
  }

  static Expectation expectation(Feed feed, LocalDate session, Instant recordedAt) {
    Instant close = Instant.parse(session + "T20:00:00Z");
    return new Expectation(
        feed,
        session,
        Instant.parse(session + "T13:30:00Z"),
        close,
        close.plus(Duration.ofMinutes(450)),
        Duration.ofMinutes(390),
        Duration.ofMinutes(60),
        new ArrivalTerms(Duration.ofMinutes(360), JudgedBy.PROVISIONAL, 0.95),
        true,
        "XNYS",
        "c0ffee",
        recordedAt,
        "scheduled");
  }

  static List<Expectation> expectations(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> expectation(feed("I" + i % 500), SESSION.plusDays(i / 500), NOON.plusNanos(1000)))
        .toList();
  }

  static List<Look> looks(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new Look(feed("I" + i % 500), SESSION.plusDays(i / 500), NOON, Look.Seen.FINAL))
        .toList();
  }

  static CheckRow check(String name, Optional<String> instrument) {
    return new CheckRow(
        name, BARS, instrument, CheckRow.Outcome.FAIL, "high >= low", "3 rows below", 3, "{}");
  }

  static Intent intent(String intentId, String batchId) {
    return Intent.of(intentId, batchId, "publish", "{\"table\":\"gold.latest\"}", NOON);
  }

  static VerdictRow verdict(Feed feed, Instant asOf, String state, String reason) {
    Optional<String> cause =
        state.equals("FRESH") ? Optional.empty() : Optional.of("source failed");
    return new VerdictRow(feed, Optional.empty(), state, cause, reason, asOf);
  }

  static VerdictRow sessionState(Feed feed, LocalDate session, Instant asOf, String state) {
    return new VerdictRow(
        feed, Optional.of(session), state, Optional.of("not looked"), "nobody looked", asOf);
  }

  static InstrumentFacts facts(String symbol, String currency) {
    return new InstrumentFacts(
        "yahoo",
        new Symbol(symbol),
        Optional.of(symbol + " Inc."),
        Optional.of(currency),
        Optional.of("NMS"),
        Optional.of("EQUITY"),
        Optional.empty(),
        OptionalLong.of(-252_322_200),
        NOON);
  }

  static Hold hold(String symbol, Instant since) {
    return new Hold("yahoo", new Symbol(symbol), "currency USD -> EUR", since);
  }
}
