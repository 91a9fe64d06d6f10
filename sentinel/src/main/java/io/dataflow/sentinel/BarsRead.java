package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.table.BarReading;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A table with bars within each session. */
final class BarsRead implements TableRead {
  private final BarReading reading;
  private final Interval interval;
  private final LocalDate first;
  private final Instant now;
  private final TableFreshness.Kind kind;
  private final Map<String, SessionBars> calendars = new HashMap<>();
  private final Map<String, SessionBars.Counted> counted = new HashMap<>();
  private int outside;
  private String outsideOf = "";
  private Instant latest = Instant.MIN;
  private String latestOf = "";

  /**
   * @param first the first session that is judged
   * @param kind of a rehearsal, bars stamped later than its instant are worth no word
   */
  BarsRead(
      BarReading reading,
      Interval interval,
      LocalDate first,
      Instant now,
      TableFreshness.Kind kind) {
    this.reading = reading;
    this.interval = interval;
    this.first = first;
    this.now = now;
    this.kind = kind;
  }

  @Override
  public Set<String> instruments() {
    return reading.instruments().keySet();
  }

  @Override
  public Optional<String> calendar(String instrument) {
    return Optional.ofNullable(reading.instruments().get(instrument))
        .flatMap(BarReading.Bars::calendar);
  }

  @Override
  public TableFeed.Contents contents(String instrument, TradingCalendar calendar) {
    SessionBars bars =
        calendars.computeIfAbsent(
            calendar.name(), name -> new SessionBars(calendar, interval, first, now));
    Optional<SessionBars.Counted> some =
        Optional.ofNullable(reading.instruments().get(instrument)).map(bars::count);
    some.ifPresent(c -> counted.put(instrument, c));
    return new TableFeed.Contents(
        some.map(SessionBars.Counted::sessions).orElseGet(TreeMap::new),
        Optional.ofNullable(reading.last().get(instrument)).map(stamp -> session(stamp, calendar)));
  }

  /** Where it belongs to none, its date. */
  private LocalDate session(Instant stamp, TradingCalendar calendar) {
    return calendar
        .at(stamp, now)
        .map(s -> s.date())
        .orElseGet(() -> stamp.atZone(calendar.zone()).toLocalDate());
  }

  /**
   * Bars outside the sessions are many wherever a vendor has those before the open, so that they
   * are worth a word only where others are missing.
   */
  @Override
  public void judged(String instrument, TradingCalendar calendar, FeedVerdict verdict) {
    SessionBars.Counted some = counted.get(instrument);
    if (some == null) {
      return;
    }
    if (verdict.verdict() != Verdict.FRESH && some.outside() > 0) {
      outside += some.outside();
      outsideOf = outsideOf.isEmpty() ? verdict.feed().instrument() : outsideOf;
    }
    if (some.ahead().filter(latest::isBefore).isPresent()) {
      latest = some.ahead().get();
      latestOf = verdict.feed().instrument();
    }
  }

  @Override
  public List<String> remarks() {
    List<String> all = new ArrayList<>(reading.remarks());
    if (outside > 0) {
      all.add(
          outside
              + (outside == 1 ? " bar lies" : " bars lie")
              + " outside the sessions of what is not well, such as of "
              + outsideOf
              + ", and count for nothing. Those before the open and after the close do; others"
              + " point to another calendar, or, where times have no zone, to another"
              + " --session-zone");
    }
    if (kind == TableFreshness.Kind.CHECK && latest.isAfter(Instant.MIN)) {
      all.add(
          "bars are stamped in the future, up to "
              + latest
              + " of "
              + latestOf
              + "; each counts from then on. Where times have no zone, this may point to another"
              + " --session-zone");
    }
    return all;
  }
}
