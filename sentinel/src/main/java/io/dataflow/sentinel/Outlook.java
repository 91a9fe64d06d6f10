package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.market.Occasion;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is due next of instruments: the sessions that close within a window and are not due yet, and
 * the dates on which nothing is owed.
 *
 * @param due in order of deadlines
 * @param unowed in order of dates
 * @param withoutCalendar instruments of which nothing can be said
 * @param warnings calendars whose verified range ends within the window
 */
record Outlook(
    Instant asOf,
    Instant until,
    List<Coming> due,
    List<Unowed> unowed,
    List<Instrument> withoutCalendar,
    Collection<String> warnings) {

  /** Expectations of sessions longer ago than this are past their deadlines. */
  private static final int DAYS_BACK = 45;

  private static final Comparator<Coming> BY_DEADLINE =
      Comparator.comparing((Coming c) -> c.expectation().deadline())
          .thenComparing(c -> c.expectation().session())
          .thenComparing(c -> c.instrument().feed());

  /**
   * A session and what is expected of it.
   *
   * @param occasion what makes the session special; empty on an ordinary one
   * @param written whether a run has promised it already
   */
  record Coming(
      Instrument instrument,
      Expectation expectation,
      Optional<Occasion> occasion,
      boolean written) {}

  /** A date on which no bar of these instruments is owed, and why. */
  record Unowed(Nothing what, List<String> instruments) {}

  /** A date of a calendar without a bar that is owed. */
  record Nothing(LocalDate date, String calendar, String reason) implements Comparable<Nothing> {
    private static final Comparator<Nothing> ORDER =
        Comparator.comparing(Nothing::date)
            .thenComparing(Nothing::calendar)
            .thenComparing(Nothing::reason);

    @Override
    public int compareTo(Nothing other) {
      return ORDER.compare(this, other);
    }
  }

  /** What runs have written: the expectations of each feed, and since when it is watched. */
  record Written(Map<Feed, List<Expectation>> expectations, Map<Feed, Instant> since) {
    List<Expectation> of(Feed feed) {
      return expectations.getOrDefault(feed, List.of());
    }

    Optional<Instant> since(Feed feed) {
      return Optional.ofNullable(since.get(feed));
    }

    static Written nothing() {
      return new Written(Map.of(), Map.of());
    }

    static Written in(Ledger ledger, Instant asOf) {
      String dataset = SilverTables.BARS.fullName();
      LocalDate first = asOf.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_BACK);
      return new Written(
          ledger.expectations(dataset, first).stream()
              .collect(Collectors.groupingBy(Expectation::feed)),
          ledger.watchedSince(dataset));
    }
  }

  static Outlook of(List<Instrument> instruments, Written written, Instant asOf, Duration within) {
    Instant until = asOf.plus(within);
    List<Coming> due = new ArrayList<>();
    Map<Nothing, List<String>> unowed = new TreeMap<>();
    Set<String> warnings = new TreeSet<>();
    for (Instrument one : instruments) {
      if (one.calendar().isPresent()) {
        Forecast forecast = new Forecast(one, one.calendar().get(), asOf, until);
        List<Coming> coming = forecast.coming(written.of(one.feed()), written.since(one.feed()));
        coming.stream().filter(c -> c.expectation().owed()).forEach(due::add);
        for (Nothing nothing : forecast.nothingOwed(coming)) {
          unowed.computeIfAbsent(nothing, n -> new ArrayList<>()).add(one.feed().instrument());
        }
        forecast.warning().ifPresent(warnings::add);
      }
    }
    due.sort(BY_DEADLINE);
    return new Outlook(
        asOf,
        until,
        List.copyOf(due),
        unowed.entrySet().stream().map(e -> new Unowed(e.getKey(), e.getValue())).toList(),
        instruments.stream().filter(i -> i.calendar().isEmpty()).toList(),
        List.copyOf(warnings));
  }

  /** Sessions of several instruments with one calendar, one deadline and the same terms. */
  record Group(Shared shared, List<String> instruments) {

    /** What the sessions have in common. */
    record Shared(
        LocalDate session,
        String calendar,
        Instant open,
        Instant close,
        Instant deadline,
        Duration lag,
        Duration grace,
        Optional<Occasion> occasion) {

      /** From when the bar is looked for. */
      Instant usual() {
        return close.plus(lag);
      }
    }
  }

  /** What is due, in order of deadlines, equal things together. */
  List<Group> groups() {
    return due.stream()
        .collect(
            Collectors.groupingBy(
                Outlook::shared,
                LinkedHashMap::new,
                Collectors.mapping(c -> c.instrument().feed().instrument(), Collectors.toList())))
        .entrySet()
        .stream()
        .map(e -> new Group(e.getKey(), e.getValue()))
        .toList();
  }

  private static Group.Shared shared(Coming coming) {
    Expectation e = coming.expectation();
    return new Group.Shared(
        e.session(),
        e.calendar(),
        e.open(),
        e.close(),
        e.deadline(),
        e.lag(),
        e.grace(),
        coming.occasion());
  }
}
