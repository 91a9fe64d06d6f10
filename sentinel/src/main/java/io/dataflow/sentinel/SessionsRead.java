package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.table.TableReading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A table with one row a session. */
final class SessionsRead implements TableRead {
  private final TableReading reading;
  private final Instant now;
  private final TableRemarks remarks;

  SessionsRead(TableReading reading, Instant now) {
    this.reading = reading;
    this.now = now;
    this.remarks = new TableRemarks(reading, now);
  }

  @Override
  public Set<String> instruments() {
    return reading.instruments().keySet();
  }

  private Optional<TableReading.Rows> rows(String instrument) {
    return Optional.ofNullable(reading.instruments().get(instrument));
  }

  @Override
  public Optional<String> calendar(String instrument) {
    return rows(instrument).flatMap(TableReading.Rows::calendar);
  }

  @Override
  public TableFeed.Contents contents(String instrument, TradingCalendar calendar) {
    TreeMap<LocalDate, SessionRows> sessions = new TreeMap<>();
    LocalDate last = lastOpened(calendar);
    rows(instrument)
        .ifPresent(
            rows ->
                rows.sessions()
                    .headMap(last, true)
                    .forEach((day, held) -> sessions.put(day, SessionRows.of(held))));
    return new TableFeed.Contents(sessions, Optional.ofNullable(reading.last().get(instrument)));
  }

  /**
   * A session that opens the evening before has tomorrow's date; rows of later ones are no bars.
   */
  private LocalDate lastOpened(TradingCalendar calendar) {
    LocalDate tomorrow = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
    return calendar.sessions(tomorrow.minusDays(1), tomorrow, now).stream()
        .filter(s -> !s.open().isAfter(now))
        .map(s -> s.date())
        .reduce((a, b) -> b)
        .orElse(tomorrow.minusDays(1));
  }

  @Override
  public void judged(String instrument, TradingCalendar calendar, FeedVerdict verdict) {
    remarks.add(verdict.feed().instrument(), rows(instrument), calendar);
  }

  @Override
  public List<String> remarks() {
    return remarks.sentences();
  }
}
