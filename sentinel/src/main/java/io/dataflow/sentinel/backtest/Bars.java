package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sessions that brought a bar, in order of dates, none twice.
 *
 * <p>Around a range they go on by the calendar, so that the first check finds a table with bars and
 * the last dropped session has others after it; within the range they are as they were recorded.
 *
 * @param origin where they come from, in words
 */
public record Bars(String origin, List<Session> sessions) {
  /** Longer than any exchange was ever closed, on purpose or not. */
  private static final int DAYS_AROUND = 130;

  public Bars {
    sessions = List.copyOf(sessions);
  }

  /** A bar for every session the calendar has, as it is known at the end of all time. */
  public static Bars ofCalendar(TradingCalendar calendar, Range range) {
    return new Bars("the calendar itself", around(calendar, range));
  }

  /**
   * Recorded ones.
   *
   * @param recorded in order of dates, none twice
   * @throws IllegalArgumentException when the calendar has sessions in the range before the first
   *     recorded one or after the last: nobody can tell there what came
   */
  public static Bars recorded(
      String origin, List<Session> recorded, TradingCalendar calendar, Range range) {
    if (recorded.isEmpty()) {
      throw new IllegalArgumentException(origin + " holds no session");
    }
    LocalDate first = recorded.get(0).date();
    LocalDate last = recorded.get(recorded.size() - 1).date();
    List<Session> before = new ArrayList<>(around(calendar, range));
    List<Session> after = new ArrayList<>(before);
    before.removeIf(session -> !session.date().isBefore(first));
    after.removeIf(session -> !session.date().isAfter(last));
    if (before.stream().anyMatch(session -> range.contains(session.date()))) {
      throw uncovered(origin, "begins", first, "--from", range.from());
    }
    if (after.stream().anyMatch(session -> range.contains(session.date()))) {
      throw uncovered(origin, "ends", last, "--to", range.to());
    }
    return new Bars(origin, Stream.of(before, recorded, after).flatMap(List::stream).toList());
  }

  private static List<Session> around(TradingCalendar calendar, Range range) {
    return calendar.sessions(
        range.from().minusDays(DAYS_AROUND), range.to().plusDays(DAYS_AROUND), Instant.MAX);
  }

  private static IllegalArgumentException uncovered(
      String origin, String does, LocalDate session, String option, LocalDate given) {
    return new IllegalArgumentException(
        ("%s %s with the session of %s, and %s is %s: what came of the sessions between nobody"
                + " can tell. Give %s %s")
            .formatted(origin, does, session, option, given, option, session));
  }
}
