package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Symbol;
import java.time.LocalDate;
import java.util.Optional;

/** The temper of one simulated instrument, and how its price goes through a session. */
final class Walk {
  private static final int STEPS = 13;
  private static final LocalDate EPOCH = LocalDate.of(2010, 1, 4);

  /** Prices of a session so far, in the money of that day. */
  record Prices(double open, double high, double low, double close) {}

  private final Venue venue;
  private final boolean index;
  private final Dice dice;
  private final LocalDate listed;
  private final double firstPrice;
  private final double volatility;
  private final double drift;
  private final double usualVolume;
  private final double yield;
  private final int dividendMonth;
  private final int dividendDay;

  Walk(long seed, Symbol symbol) {
    venue = Venue.of(symbol);
    index = symbol.value().startsWith("^");
    dice = Dice.of(seed, symbol.value());
    Dice traits = dice.with(0);
    listed = EPOCH.plusDays(traits.below(1000));
    firstPrice = firstPrice(traits);
    volatility = volatility(traits);
    drift = 0.0001 + volatility * volatility / 2;
    usualVolume = usualVolume(traits);
    boolean pays = venue == Venue.SHARES && !index && traits.below(4) > 0;
    yield = pays ? traits.between(0.001, 0.006) : 0;
    dividendMonth = traits.below(3);
    dividendDay = 6 + traits.below(16);
  }

  private double firstPrice(Dice traits) {
    return switch (venue) {
      case SHARES -> index ? traits.between(900, 4000) : traits.between(15, 220);
      case CRYPTO -> traits.between(200, 9000);
      case FUTURES -> traits.between(20, 1800);
      case CURRENCY -> traits.between(0.7, 1.6);
    };
  }

  private double volatility(Dice traits) {
    return switch (venue) {
      case SHARES -> index ? 0.009 : traits.between(0.009, 0.022);
      case CRYPTO -> traits.between(0.013, 0.02);
      case FUTURES -> traits.between(0.007, 0.013);
      case CURRENCY -> 0.005;
    };
  }

  private double usualVolume(Dice traits) {
    return switch (venue) {
      case SHARES -> traits.between(1e6, 8e7);
      case CRYPTO -> traits.between(2e8, 3e10);
      case FUTURES -> traits.between(1e4, 2e5);
      case CURRENCY -> 0;
    };
  }

  /** The date from which it may trade. */
  LocalDate listed() {
    return listed;
  }

  double firstPrice() {
    return rounded(firstPrice);
  }

  /** Dice of one session, the same whenever they are asked for. */
  Dice session(LocalDate date, int purpose) {
    return dice.with(date.toEpochDay() * 8 + purpose);
  }

  /**
   * The prices of a session from its open to a fraction of its length.
   *
   * @param before the close before, on this session's share count and without its dividend
   */
  Prices prices(LocalDate date, double before, double fraction) {
    Dice steps = session(date, 1);
    double price = before * (1 + drift + 0.4 * volatility * steps.bell());
    double open = price;
    double high = price;
    double low = price;
    double step = volatility / Math.sqrt(STEPS);
    for (int i = 0; i < STEPS && i < fraction * STEPS; i++) {
      double part = Math.min(1, fraction * STEPS - i);
      price *= 1 + part * step * steps.bell();
      high = Math.max(high, price);
      low = Math.min(low, price);
    }
    return new Prices(rounded(open), rounded(high), rounded(low), rounded(price));
  }

  /** To the cent; cheap prices to a hundredth of one. */
  static double rounded(double price) {
    double unit = price < 2 ? 10_000 : 100;
    return Math.max(1, Math.rint(price * unit)) / unit;
  }

  /** Volume of a whole session, settled for the first time. */
  double volume(LocalDate date, double shareFactor) {
    Dice throwing = session(date, 2);
    double calm = throwing.between(0.65, 1.35);
    double busy = throwing.below(20) == 0 ? throwing.between(1.3, 2.2) : 1;
    return hundreds(usualVolume * shareFactor * calm * busy);
  }

  /** The volume after its revision on the next session's afternoon: 0.03 to 0.4 % more. */
  double revised(LocalDate date, double volume) {
    boolean revises = venue == Venue.SHARES || venue == Venue.FUTURES;
    return revises ? hundreds(volume * (1 + session(date, 3).between(0.0004, 0.0038))) : volume;
  }

  private double hundreds(double volume) {
    return venue == Venue.SHARES ? Math.rint(volume / 100) * 100 : Math.rint(volume);
  }

  /** Cash for each share, if this session is the first one on or after the quarter's ex-day. */
  double dividend(LocalDate date, LocalDate previous, double close) {
    LocalDate exDay = date.withDayOfMonth(dividendDay);
    boolean due =
        date.getMonthValue() % 3 == dividendMonth
            && previous.isBefore(exDay)
            && !date.isBefore(exDay);
    return yield > 0 && due ? Math.max(0.01, Math.rint(close * yield * 100) / 100) : 0;
  }

  /** A split on the first session of a month, once a share has become dear or nearly worthless. */
  Optional<Action.Split> split(LocalDate date, LocalDate previous, double close) {
    boolean possible =
        venue == Venue.SHARES && !index && date.getMonthValue() != previous.getMonthValue();
    if (possible && close > 400) {
      return Optional.of(new Action.Split(date, 2 + session(date, 4).below(3), 1));
    }
    return possible && close < 4 ? Optional.of(new Action.Split(date, 1, 10)) : Optional.empty();
  }
}
