package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A made-up market on real exchange sessions: the same seed gives the same prices, whatever was
 * asked before and on every machine.
 *
 * <p>Every symbol exists. A bar lives as the vendor's do: it moves while the session runs, waits
 * about five hours after the close to settle, and has its volume revised on the next session's
 * afternoon. Dividends come by the quarter; a share that has become dear is split, and all prices
 * before it are told on the new count from that day. Sessions where a bar is not owed have none.
 * After 2100 no more sessions come.
 */
public final class SimulatedMarket implements Market {
  private static final int LAST_YEAR = 2100;
  private static final LocalDate FIRST = LocalDate.of(2010, 1, 1);

  private record Sessions(List<Session> list, int lastYear) {}

  private record Given(ChartRequest request, Instant now, Answer answer) {}

  private final long seed;
  private final Calendars calendars = new Calendars(Optional.empty());
  private final Map<Symbol, SimulatedHistory> histories = new ConcurrentHashMap<>();
  private final Map<Venue, Sessions> sessions = new ConcurrentHashMap<>();
  private final Map<Symbol, Given> lastGiven = new ConcurrentHashMap<>();

  SimulatedMarket(long seed) {
    this.seed = seed;
  }

  @Override
  public String origin() {
    return "simulated, seed " + seed;
  }

  @Override
  public Answer answer(ChartRequest request, Instant moment) {
    Instant now = moment.truncatedTo(ChronoUnit.SECONDS);
    Given last = lastGiven.get(request.symbol());
    if (last == null || !last.now().equals(now) || !last.request().equals(request)) {
      last = new Given(request, now, work(request, now));
      lastGiven.put(request.symbol(), last);
    }
    return last.answer();
  }

  private Answer work(ChartRequest request, Instant now) {
    if (!Interval.parse(request.interval()).equals(Optional.of(Interval.DAY_1))) {
      return ChartRules.dailyOnly(request, now);
    }
    SimulatedHistory history = history(request.symbol(), now);
    return ChartWriter.answer(request, new SimulatedView(request.symbol(), history, now).state());
  }

  private SimulatedHistory history(Symbol symbol, Instant now) {
    Venue venue = Venue.of(symbol);
    LocalDate today = LocalDate.ofInstant(now, venue.zone());
    int year = Math.max(FIRST.getYear() + 4, Math.min(today.getYear(), LAST_YEAR - 1));
    return histories.compute(
        symbol,
        (key, known) ->
            known != null && known.covers(LocalDate.of(year + 1, 1, 1))
                ? known
                : SimulatedHistory.of(
                    venue, new Walk(seed, symbol), sessions(venue, year + 1), year + 1));
  }

  /** All sessions of a venue where a bar is owed, up to a year's end. */
  private List<Session> sessions(Venue venue, int lastYear) {
    return sessions
        .compute(
            venue,
            (key, known) ->
                known != null && known.lastYear() >= lastYear
                    ? known
                    : new Sessions(owed(venue, lastYear), lastYear))
        .list();
  }

  private List<Session> owed(Venue venue, int lastYear) {
    TradingCalendar calendar = calendars.find(venue.calendar()).orElseThrow();
    return calendar.sessions(FIRST, LocalDate.of(lastYear, 12, 31), Instant.MAX).stream()
        .filter(Session::owed)
        .toList();
  }
}
