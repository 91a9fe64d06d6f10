package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the bars of a range and the calendar disagree: each is an error of the calendar or a hole
 * of the bars, and explains alarms and misses of a rule that goes by the calendar.
 *
 * @param withoutBar owed sessions of the calendar that no bar is of
 * @param withoutSession dates of bars on which the calendar has no session
 * @param otherClose dates on which both have one that closes at different instants
 */
public record Differences(
    List<LocalDate> withoutBar, List<LocalDate> withoutSession, List<LocalDate> otherClose) {

  public Differences {
    withoutBar = List.copyOf(withoutBar);
    withoutSession = List.copyOf(withoutSession);
    otherClose = List.copyOf(otherClose);
  }

  static Differences between(Bars bars, TradingCalendar calendar, Range range) {
    Map<LocalDate, Session> left = new HashMap<>();
    bars.sessions().stream()
        .filter(session -> range.contains(session.date()))
        .forEach(session -> left.put(session.date(), session));
    List<LocalDate> withoutBar = new ArrayList<>();
    List<LocalDate> otherClose = new ArrayList<>();
    for (Session session : calendar.sessions(range.from(), range.to(), Instant.MAX)) {
      Optional<Session> bar = Optional.ofNullable(left.remove(session.date()));
      if (bar.isEmpty() && session.owed()) {
        withoutBar.add(session.date());
      } else if (bar.filter(b -> !b.close().equals(session.close())).isPresent()) {
        otherClose.add(session.date());
      }
    }
    return new Differences(withoutBar, left.keySet().stream().sorted().toList(), otherClose);
  }
}
