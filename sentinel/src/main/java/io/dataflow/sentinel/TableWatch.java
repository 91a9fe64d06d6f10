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
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    Optional<Set<String>> promised,
    Set<String> excepted,
    Map<String, Silence> silent,
    Duration timeout) {

  static final Duration USUAL_TIMEOUT = Duration.ofMinutes(1);

  /** Tables of the lake are judged from it, by the pipeline's own looks. */
  private static final List<String> LAYERS = List.of("silver.", "gold.", "bronze.");

  private static final int LONGEST_NAME = 200;

  /**
   * When a row is due.
   *
   * @param lag from the session's close until the row normally is there
   * @param grace what is added before anybody is told
   */
  record Terms(Duration lag, Duration grace) {}

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
        name, instrument.equals(TableReading.WHOLE) ? name : instrument, Interval.DAY_1);
  }

  /** What the table calls a feed. */
  String instrument(Feed feed) {
    return columns.instrument().isEmpty() ? TableReading.WHOLE : feed.instrument();
  }

  /** A row of the table is a settled bar from the session's close on. */
  FeedTerms terms(Feed feed) {
    FeedTerms usual =
        new FeedTerms(
            Duration.ZERO,
            terms.lag(),
            terms.grace(),
            JudgedBy.FINAL,
            FeedTerms.USUAL_SHARE,
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
