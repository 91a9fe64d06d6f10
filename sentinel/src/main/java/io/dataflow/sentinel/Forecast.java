package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.market.Occasion;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What lies ahead of one instrument within a window of time. */
final class Forecast {
  private final Instrument instrument;
  private final TradingCalendar calendar;
  private final Instant asOf;
  private final Instant until;

  Forecast(Instrument instrument, TradingCalendar calendar, Instant asOf, Instant until) {
    this.instrument = instrument;
    this.calendar = calendar;
    this.asOf = asOf;
    this.until = until;
  }

  /**
   * Sessions that close within the window and are not due yet, owed or not, in order of dates.
   *
   * @param written of this instrument; what is missing is worked out as the next run would
   * @param since when the instrument was first watched; empty when it never was
   */
  List<Outlook.Coming> coming(List<Expectation> written, Optional<Instant> since) {
    Watch watch =
        new Watch(
            instrument.feed(),
            calendar,
            instrument.terms(),
            since.filter(at -> !at.isAfter(asOf)).orElse(asOf),
            instrument.firstTrade());
    Set<Expectation> promised = new HashSet<>(written);
    List<Expectation> all = new ArrayList<>(written);
    all.addAll(Expectations.toWrite(watch, written, asOf, Duration.between(asOf, until)));
    return Expectations.inForce(all, asOf).values().stream()
        .filter(e -> e.deadline().isAfter(asOf) && !e.close().isAfter(until))
        .map(
            e ->
                new Outlook.Coming(
                    instrument, e, calendar.occasion(e.session(), asOf), promised.contains(e)))
        .toList();
  }

  /** The dates of the window on which no bar is owed: closures, partial holidays, silence. */
  List<Outlook.Nothing> nothingOwed(List<Outlook.Coming> coming) {
    Map<LocalDate, String> reasons = new TreeMap<>();
    for (Outlook.Coming one : coming) {
      LocalDate date = one.expectation().session();
      if (!one.expectation().owed()) {
        calendar.session(date, asOf).ifPresent(s -> reasons.put(date, notOwed(s, one)));
      }
    }
    today()
        .datesUntil(lastDate().plusDays(1))
        .filter(date -> calendar.session(date, asOf).isEmpty())
        .forEach(
            date ->
                calendar
                    .occasion(date, asOf)
                    .ifPresent(occasion -> reasons.put(date, "closed: " + occasion.name())));
    return reasons.entrySet().stream()
        .map(e -> new Outlook.Nothing(e.getKey(), calendar.name(), e.getValue()))
        .toList();
  }

  private LocalDate today() {
    return asOf.atZone(calendar.zone()).toLocalDate();
  }

  private LocalDate lastDate() {
    return until.atZone(calendar.zone()).toLocalDate();
  }

  private String notOwed(Session session, Outlook.Coming coming) {
    Optional<String> silence = instrument.terms().silence(session.date());
    if (silence.isPresent()) {
      return silence.get();
    }
    return session.owed()
        ? coming.expectation().reason()
        : "optional: " + coming.occasion().map(Occasion::name).orElse("a bar may come");
  }

  /** Set when the calendar's verified range ends within the window. */
  Optional<String> warning() {
    return calendar
        .verifiedUntil()
        .filter(lastDate()::isAfter)
        .map(
            end ->
                "calendar "
                    + calendar.name()
                    + " is verified until "
                    + end
                    + " only: sessions after it may be wrong, and will be judged UNKNOWN");
  }
}
