package io.dataflow.sentinel;

import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.table.TableReading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds in a reading what points to a wrong calendar, zone or date. */
final class TableRemarks {
  private final List<String> sentences;
  private final LocalDate tomorrow;
  private final Instant now;
  private final Map<String, Map<LocalDate, Boolean>> held = new HashMap<>();
  private int onClosedDays;
  private int rows;
  private String example = "";
  private LocalDate latest = LocalDate.MIN;
  private String latestOf = "";

  TableRemarks(TableReading reading, Instant now) {
    this.sentences = new ArrayList<>(reading.remarks());
    this.now = now;
    this.tomorrow = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
  }

  /** Looks at an instrument's rows. */
  void add(String instrument, Optional<TableReading.Rows> some, TradingCalendar calendar) {
    if (some.isEmpty()) {
      return;
    }
    for (LocalDate session : some.get().sessions().keySet()) {
      rows++;
      if (session.isAfter(tomorrow)) {
        future(instrument, session);
      } else if (!isSession(calendar, session)) {
        onClosedDays++;
        example = example.isEmpty() ? ReportText.day(session) + " of " + instrument : example;
      }
    }
  }

  private void future(String instrument, LocalDate session) {
    if (session.isAfter(latest)) {
      latest = session;
      latestOf = instrument;
    }
  }

  private boolean isSession(TradingCalendar calendar, LocalDate date) {
    return held.computeIfAbsent(calendar.name(), name -> new HashMap<>())
        .computeIfAbsent(date, day -> calendar.session(day, now).isPresent());
  }

  List<String> sentences() {
    List<String> all = new ArrayList<>(sentences);
    if (onClosedDays > 0) {
      all.add(
          onClosedDays
              + " of "
              + rows
              + " bars are dated on days without a session, such as "
              + example
              + ", and count for nothing. Many of them point to another calendar, or, where a"
              + " column holds instants, to another --session-zone");
    }
    if (latest.isAfter(LocalDate.MIN)) {
      all.add(
          "rows are dated in the future, up to "
              + latest
              + " of "
              + latestOf
              + "; each counts from its session's close on");
    }
    return all;
  }
}
