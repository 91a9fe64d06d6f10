package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One case of {@code docs/golden-cases.json}: what a feed did, and what must be said of it. The
 * keys are explained in {@code docs/GOLDEN-CASES.md}.
 */
public record GoldenCase(
    int number,
    String title,
    String calendar,
    Optional<LocalDate> verifiedUntil,
    FeedTerms terms,
    LocalDate firstSession,
    List<Hours> sessions,
    List<Closed> closed,
    int instruments,
    boolean readable,
    List<Bar> bars,
    List<Instant> looks,
    List<Failure> failed,
    List<Ask> asks) {

  /** A session with its real hours. */
  public record Hours(LocalDate session, Instant open, Instant close, Instant deadline) {}

  /** A weekday without a session; {@code declared} when it was made public at short notice. */
  public record Closed(LocalDate date, String why, Optional<LocalDate> declared) {}

  /** What the source shows of a session from a moment on. */
  public record Bar(
      LocalDate session, Instant visible, Kind kind, String check, long volume, int instruments) {}

  /** What kind of bar it is. */
  public enum Kind {
    FINAL,
    PROVISIONAL,
    NULL,
    REPEATED,
    REFUSED,
    FUTURE
  }

  /** A fetch that brought no answer. */
  public record Failure(Instant at, String error) {}

  /** A moment of judging, and what must be said then. */
  public record Ask(String id, Instant asOf, Expected expected) {}

  /** What must be said; what is empty is not asked for. */
  public record Expected(
      List<Told> sessions,
      List<Ahead> ahead,
      Optional<LocalDate> running,
      List<LocalDate> holes,
      List<LocalDate> refused,
      Optional<Verdict> verdict,
      Optional<String> coverage,
      Optional<String> freshInstruments,
      Optional<String> warns,
      Optional<Integer> exitCode) {}

  /** What must be said of a session. */
  public record Told(
      LocalDate session,
      SessionState state,
      Optional<String> cause,
      Optional<String> names,
      Optional<Between> arrived,
      Optional<Boolean> observed,
      int instruments) {}

  /** The looks between which a bar arrived. */
  public record Between(Optional<Instant> after, Instant by) {}

  /** What is promised of a session that is still to come. */
  public record Ahead(LocalDate session, boolean owed, Optional<Instant> deadline) {}

  /** Whether an instrument has a bar; they are counted from 0. */
  boolean has(int instrument, Bar bar) {
    return instrument < bar.instruments();
  }

  /** The bar that the source shows of a session at a moment. */
  public Optional<Bar> visible(int instrument, LocalDate session, Instant at) {
    return bars.stream()
        .filter(b -> b.session().equals(session) && has(instrument, b))
        .filter(b -> !b.visible().isAfter(at))
        .reduce((older, newer) -> newer.visible().isBefore(older.visible()) ? older : newer);
  }
}
