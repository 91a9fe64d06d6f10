package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the ledger remembers of a table: the one place that reads it for one. */
final class TableMemory {
  private static final Set<String> WITH_DATA =
      Set.of(
          SessionState.ON_TIME.name(),
          SessionState.LATE_ARRIVED.name(),
          SessionState.OVERDUE.name());

  private final Map<Feed, Instant> since;
  private final Map<Feed, List<Expectation>> expectations;
  private final Map<Feed, List<Look>> looks;
  private final Map<Feed, Attempt> attempts = new HashMap<>();
  private final Predicate<Feed> toldOfData;

  private TableMemory(
      Map<Feed, Instant> since,
      Map<Feed, List<Expectation>> expectations,
      Map<Feed, List<Look>> looks,
      List<Attempt> attempts,
      Predicate<Feed> toldOfData) {
    this.since = since;
    this.expectations = expectations;
    this.looks = looks;
    attempts.forEach(a -> this.attempts.put(a.feed(), a));
    this.toldOfData = toldOfData;
  }

  /** Of a ledger that is not there yet. */
  static TableMemory empty() {
    return new TableMemory(Map.of(), Map.of(), Map.of(), List.of(), feed -> false);
  }

  /** What was remembered of a table at an instant, of the sessions that are judged then. */
  static TableMemory of(Ledger ledger, TableWatch watch, Instant asOf) {
    String table = watch.name();
    LocalDate first = watch.firstJudged(asOf);
    Map<Feed, Instant> since = new HashMap<>(ledger.watchedSince(table));
    since.values().removeIf(asOf::isBefore);
    since.keySet().removeIf(feed -> feed.interval() != watch.bars().interval());
    return new TableMemory(
        since,
        byFeed(
            ledger.expectations(table, first),
            Expectation::feed,
            e -> !e.recordedAt().isAfter(asOf)),
        byFeed(ledger.looks(table, first), Look::feed, look -> !look.at().isAfter(asOf)),
        ledger.attempts(table, asOf),
        feed ->
            ledger.verdictChanges(feed).stream()
                .anyMatch(
                    change ->
                        change.verdict().session().isPresent()
                            && !change.verdict().asOf().isAfter(asOf)
                            && WITH_DATA.contains(change.verdict().state())));
  }

  private static <T> Map<Feed, List<T>> byFeed(
      List<T> rows, Function<T, Feed> feed, Predicate<T> wanted) {
    return rows.stream().filter(wanted).collect(Collectors.groupingBy(feed));
  }

  /** Whether the table was ever watched. */
  boolean isEmpty() {
    return since.isEmpty();
  }

  Set<Feed> feeds() {
    return since.keySet();
  }

  Optional<Instant> since(Feed feed) {
    return Optional.ofNullable(since.get(feed));
  }

  List<Expectation> expectations(Feed feed) {
    return expectations.getOrDefault(feed, List.of());
  }

  /** By session and instant. */
  List<Look> looks(Feed feed) {
    return looks.getOrDefault(feed, List.of());
  }

  Optional<Attempt> attempt(Feed feed) {
    return Optional.ofNullable(attempts.get(feed));
  }

  /** Whether a bar of a feed was ever seen, as far back as anything is remembered. */
  boolean everHadData(Feed feed) {
    return looks(feed).stream().anyMatch(look -> look.seen().compareTo(Look.Seen.PROVISIONAL) >= 0)
        || since.containsKey(feed) && toldOfData.test(feed);
  }
}
