package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Silence;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.JudgedBy;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.table.TableColumns;
import io.dataflow.sentinel.table.TableReading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table of a user's own that is watched, and what is promised of it.
 *
 * @param name what the ledger remembers it under
 * @param calendar of every instrument whose rows name none
 * @param zone where an instant belongs to a date; empty: that of the calendar
 * @param promised the instruments that must be there; empty: every one that was ever seen
 * @param excepted instruments that are not judged
 * @param silent sessions for which an instrument is declared to have no bar
 * @param timeout the longest a statement may take in a database
 */
record TableWatch(
    String name,
    TableSource source,
    TableColumns columns,
    Optional<String> calendar,
    Optional<ZoneId> zone,
    Terms terms,
    Bars bars,
    Optional<Set<String>> promised,
    Set<String> excepted,
    Map<String, Silence> silent,
    Duration timeout) {

  static final Duration USUAL_TIMEOUT = Duration.ofMinutes(1);

  /** Tables of the lake are judged from it, by the pipeline's own looks. */
  private static final List<String> LAYERS = List.of("silver.", "gold.", "bronze.");

  private static final int LONGEST_NAME = 200;

  /** Sessions older than this are no longer judged; they were, when they were due. */
  private static final int DAYS_JUDGED = 45;

  /** Of minute bars a session has hundreds of rows: those of ten sessions are read, or of 15. */
  private static final int INTRADAY_DAYS_JUDGED = 15;

  /**
   * When a row is due.
   *
   * @param lag from the session's close until the row normally is there
   * @param grace what is added before anybody is told
   */
  record Terms(Duration lag, Duration grace) {}

  /**
   * What bars a session has.
   *
   * @param interval a day, or a length within a session
   * @param minimumShare of the bars within a session those that must be there, from 0 to 1
   */
  record Bars(Interval interval, double minimumShare) {
    /** The intervals that can be judged, in words. */
    static final String WANTED =
        Arrays.stream(Interval.values())
            .filter(Interval::intraday)
            .map(Interval::code)
            .collect(Collectors.joining(", ", "", " or 1d"));

    Bars {
      Objects.requireNonNull(interval, "interval");
      if (!interval.intraday() && interval != Interval.DAY_1) {
        throw new IllegalArgumentException(interval + " cannot be judged, " + WANTED + " can");
      }
      if (!(minimumShare >= 0 && minimumShare <= 1)) {
        throw new IllegalArgumentException("a share is 0 to 1, not " + minimumShare);
      }
    }

    static Bars daily() {
      return new Bars(Interval.DAY_1, FeedTerms.USUAL_SHARE);
    }

    /**
     * Reads an interval.
     *
     * @throws IllegalArgumentException when it is none that can be judged
     */
    static Interval interval(String text) {
      Interval interval =
          Interval.parse(text).orElseThrow(() -> new IllegalArgumentException("no interval"));
      return new Bars(interval, FeedTerms.USUAL_SHARE).interval();
    }

    /**
     * Reads a share.
     *
     * @throws IllegalArgumentException when it is none
     */
    static double share(String text) {
      return new Bars(Interval.DAY_1, Double.parseDouble(text)).minimumShare();
    }
  }

  TableWatch {
    promised = promised.map(names -> Set.copyOf(names));
    excepted = Set.copyOf(excepted);
    silent = Map.copyOf(silent);
    problem(name)
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(text);
            });
    if (calendar.isEmpty() && columns.calendar().isEmpty()) {
      throw new IllegalArgumentException("neither a calendar nor a column that names one");
    }
  }

  /** Says why a table cannot be called so; empty when it can. */
  static Optional<String> problem(String name) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("a table's name is a text of 1 to " + LONGEST_NAME + " characters");
    }
    return LAYERS.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(
            layer ->
                "a name that starts with "
                    + layer
                    + " is that of a table of the lake; name this one otherwise");
  }

  /**
   * Reads a zone.
   *
   * @throws IllegalArgumentException when there is none such
   */
  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  Feed feed(String instrument) {
    return new Feed(
        name, instrument.equals(TableReading.WHOLE) ? name : instrument, bars.interval());
  }

  /** The first session that is judged at an instant. */
  LocalDate firstJudged(Instant now) {
    int days = bars.interval().intraday() ? INTRADAY_DAYS_JUDGED : DAYS_JUDGED;
    return now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(days);
  }

  /** What the table calls a feed. */
  String instrument(Feed feed) {
    return columns.instrument().isEmpty() ? TableReading.WHOLE : feed.instrument();
  }

  /** What the table has of a session is settled from its close on. */
  FeedTerms terms(Feed feed) {
    FeedTerms usual =
        new FeedTerms(
            Duration.ZERO,
            terms.lag(),
            terms.grace(),
            JudgedBy.FINAL,
            bars.minimumShare(),
            Optional.empty(),
            Optional.empty());
    return Optional.ofNullable(silent.get(feed.instrument()))
        .map(s -> usual.silent(s.from(), s.until()))
        .orElse(usual);
  }

  /** The instruments that are judged, of those that were ever seen. */
  Set<String> judged(Set<String> seen) {
    Set<String> judged =
        new TreeSet<>(
            columns.instrument().isEmpty() ? Set.of(TableReading.WHOLE) : promised.orElse(seen));
    judged.removeAll(excepted);
    return judged;
  }
}
