package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * When a feed's bars settle, when they are due, and what counts as one.
 *
 * @param settle how long after the close a bar may still change; a bar retrieved earlier is
 *     provisional
 * @param lag how long after the close the bar normally is there
 * @param grace what is added to the lag before anybody is told
 * @param judge which bar counts as arrival
 * @param minimumShare of an intraday session's bars but the last, which share must be there for the
 *     session to be complete, 0 to 1; without meaning for daily bars
 * @param silentFrom first session for which no bar is owed; empty with {@code silentUntil} set
 *     means since ever
 * @param silentUntil last session for which no bar is owed; empty with {@code silentFrom} set means
 *     until further notice
 */
public record FeedTerms(
    Duration settle,
    Duration lag,
    Duration grace,
    JudgedBy judge,
    double minimumShare,
    Optional<LocalDate> silentFrom,
    Optional<LocalDate> silentUntil) {

  /** What the reason of a session starts with when its feed was declared silent. */
  static final String SILENT = "declared silent";

  /**
   * The default of {@link #minimumShare}: a liquid instrument has nearly all of its bars, and a
   * feed that lost a tenth of a session is no thin market any more.
   */
  public static final double USUAL_SHARE = 0.9;

  public FeedTerms {
    notNegative("settle", settle);
    notNegative("lag", lag);
    notNegative("grace", grace);
    Objects.requireNonNull(judge, "judge");
    if (!(minimumShare >= 0 && minimumShare <= 1)) {
      throw new IllegalArgumentException("a share is 0 to 1, not " + minimumShare);
    }
    if (silentFrom.isPresent()
        && silentUntil.isPresent()
        && silentUntil.get().isBefore(silentFrom.get())) {
      throw new IllegalArgumentException(
          "silent until " + silentUntil.get() + " ends before silent from " + silentFrom.get());
    }
  }

  /**
   * Daily bars of shares, funds, indices, futures and FX: settle 6 h, lag 6 h 30 min, grace 1 h.
   *
   * <p>In dated recordings of Yahoo's daily bars, content that still changed was seen up to 4.8 h
   * after the close, and the earliest settled bar at 6.3 h. The lag therefore asks only after 6.3
   * h, and the grace leaves room for an hourly schedule.
   */
  public static FeedTerms exchangeDaily() {
    return daily(Duration.ofHours(6), Duration.ofMinutes(390), Duration.ofHours(1));
  }

  /**
   * Daily bars of instruments that trade around the clock, by the UTC day: settle 30 min, lag 1 h,
   * grace 30 min. There is no auction and no late tape to wait for; the vendor's day closes at
   * midnight UTC.
   */
  public static FeedTerms roundTheClockDaily() {
    return daily(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofMinutes(30));
  }

  /**
   * Intraday bars: settle 15 min, lag 30 min, grace 30 min, after the session's close.
   *
   * <p>Exchanges delay their free feeds by 15 to 20 minutes, so the last bar of a session cannot be
   * there before; no recording tells more.
   */
  public static FeedTerms intraday() {
    return daily(Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofMinutes(30));
  }

  /** The defaults of an interval on a calendar. */
  public static FeedTerms usual(Interval interval, TradingCalendar calendar) {
    return interval.intraday() ? intraday() : dailyOn(calendar);
  }

  /** The defaults of daily bars on a calendar: those around the clock for {@code 24/7}. */
  public static FeedTerms dailyOn(TradingCalendar calendar) {
    return calendar.name().equals("24/7") ? roundTheClockDaily() : exchangeDaily();
  }

  private static FeedTerms daily(Duration settle, Duration lag, Duration grace) {
    return new FeedTerms(
        settle, lag, grace, JudgedBy.FINAL, USUAL_SHARE, Optional.empty(), Optional.empty());
  }

  /** Equal terms with another lag and grace. */
  public FeedTerms due(Duration newLag, Duration newGrace) {
    return new FeedTerms(settle, newLag, newGrace, judge, minimumShare, silentFrom, silentUntil);
  }

  /** Equal terms with another settle time. */
  public FeedTerms settling(Duration newSettle) {
    return new FeedTerms(newSettle, lag, grace, judge, minimumShare, silentFrom, silentUntil);
  }

  /** Equal terms judged by another kind of bar. */
  public FeedTerms judgedBy(JudgedBy newJudge) {
    return new FeedTerms(settle, lag, grace, newJudge, minimumShare, silentFrom, silentUntil);
  }

  /** Equal terms that ask for another share of an intraday session's bars. */
  public FeedTerms sharing(double newShare) {
    return new FeedTerms(settle, lag, grace, judge, newShare, silentFrom, silentUntil);
  }

  /** Equal terms, declared silent from and until (both inclusive, each may be empty). */
  public FeedTerms silent(Optional<LocalDate> from, Optional<LocalDate> until) {
    return new FeedTerms(settle, lag, grace, judge, minimumShare, from, until);
  }

  /** What counts as arrival by these terms. */
  public ArrivalTerms arrival() {
    return new ArrivalTerms(settle, judge, minimumShare);
  }

  /** Why no bar of a session is owed by declaration; empty when nothing was declared for it. */
  public Optional<String> silence(LocalDate session) {
    boolean declared = silentFrom.isPresent() || silentUntil.isPresent();
    boolean before = silentFrom.filter(session::isBefore).isPresent();
    boolean after = silentUntil.filter(session::isAfter).isPresent();
    if (!declared || before || after) {
      return Optional.empty();
    }
    return Optional.of(
        SILENT
            + silentFrom.map(d -> " from " + d).orElse("")
            + silentUntil.map(d -> " until " + d).orElse(""));
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
  }
}
