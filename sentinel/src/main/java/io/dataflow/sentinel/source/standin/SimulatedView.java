package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the vendor would tell of a simulated instrument at one moment. */
final class SimulatedView {
  private final Symbol symbol;
  private final Venue venue;
  private final SimulatedHistory history;
  private final Instant moment;
  private final long now;
  private final List<SimulatedDay> days;

  SimulatedView(Symbol symbol, SimulatedHistory history, Instant moment) {
    this.symbol = symbol;
    this.venue = Venue.of(symbol);
    this.history = history;
    this.moment = moment;
    this.now = moment.getEpochSecond();
    this.days = history.days().subList(0, history.begun(now));
  }

  ChartState state() {
    SimulatedDay first = history.days().get(0);
    boolean none = days.isEmpty();
    SimulatedDay last = none ? first : days.get(days.size() - 1);
    return new ChartState(
        symbol,
        symbol + " (simulated)",
        moment,
        first.stamp(),
        none ? first.stamp() : lastTrade(last),
        none ? Double.NaN : Math.rint(last.unsettled(now)),
        bars(),
        actions(),
        current());
  }

  /** The moment of the last trade: now, or a second after the close; always of the day's date. */
  private long lastTrade(SimulatedDay day) {
    long last = now < day.close() ? now : day.close() + 1;
    return Math.min(last, day.stamp() + 86_399);
  }

  private List<Bar> bars() {
    double[] adjustments = adjustments();
    double shares = shares();
    List<Bar> bars = new ArrayList<>(days.size());
    for (int i = 0; i < days.size(); i++) {
      SimulatedDay day = days.get(i);
      bars.add(bar(day, day.shares() / shares, adjustments[i]));
    }
    return bars;
  }

  /** How many shares of today one share of the first day has become. */
  private double shares() {
    return days.isEmpty() ? 1 : days.get(days.size() - 1).shares();
  }

  /** For each session what dividends after it take off its close. */
  private double[] adjustments() {
    double[] factors = new double[days.size()];
    double factor = 1;
    for (int i = days.size() - 1; i >= 0; i--) {
      factors[i] = factor;
      factor *= 1 - days.get(i).dividend() / days.get(i).before();
    }
    return factors;
  }

  private Bar bar(SimulatedDay day, double split, double adjustment) {
    boolean running = now < day.close();
    Walk.Prices prices =
        running
            ? history.walk().prices(day.date(), day.before() - day.dividend(), day.fraction(now))
            : day.prices();
    boolean live = running || (now < day.settledAt() && !venue.includesEnd());
    return new Bar(
        live ? lastTrade(day) : day.stamp(),
        (float) (prices.open() * split),
        (float) (prices.high() * split),
        (float) (prices.low() * split),
        (float) (prices.close() * split),
        (float) (prices.close() * split * adjustment),
        Math.rint(day.volumeAt(now) / split));
  }

  private List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    double shares = shares();
    for (SimulatedDay day : days) {
      day.split().ifPresent(actions::add);
      if (day.dividend() > 0) {
        float amount = (float) (day.dividend() * day.shares() / shares);
        actions.add(new Action.Dividend(day.date(), Double.parseDouble(Float.toString(amount))));
      }
    }
    return actions;
  }

  /** The hours of today's session, or of the next one on a day without. */
  private ChartState.Period current() {
    LocalDate today = LocalDate.ofInstant(moment, venue.zone());
    int from = Math.max(0, days.size() - 2);
    List<SimulatedDay> near = history.days().subList(from, history.days().size());
    SimulatedDay day =
        near.stream()
            .filter(d -> !d.date().isBefore(today))
            .findFirst()
            .orElse(near.get(near.size() - 1));
    Instant open = Instant.ofEpochSecond(day.stamp());
    // the vendor ends days around the clock a minute early
    Instant close = venue.hasPrePost() ? day.session().close() : open.plusSeconds(86_340);
    return new ChartState.Period(open, close);
  }
}
