package io.dataflow.sentinel;

import io.dataflow.sentinel.backtest.Backtest;
import io.dataflow.sentinel.backtest.Bars;
import io.dataflow.sentinel.backtest.Delays;
import io.dataflow.sentinel.backtest.DelaysFile;
import io.dataflow.sentinel.backtest.Range;
import io.dataflow.sentinel.backtest.RuleReader;
import io.dataflow.sentinel.backtest.Schedule;
import io.dataflow.sentinel.backtest.SessionsFile;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Makes a back-test out of what was asked: finds the calendar, the bars, the rules. */
final class BacktestSetup {
  private final Sentinel sentinel;
  private final BacktestOptions asked;

  BacktestSetup(Sentinel sentinel, BacktestOptions asked) {
    this.sentinel = sentinel;
    this.asked = asked;
  }

  /**
   * The back-test that was asked for.
   *
   * @throws IllegalArgumentException when the options do not go together or cannot be read
   * @throws io.dataflow.sentinel.yaml.InvalidFileException when a file cannot be used
   */
  Backtest backtest() {
    Optional<Instrument> instrument = asked.symbol().map(this::instrument);
    TradingCalendar calendar = calendar(instrument);
    List<Session> recorded = recorded(instrument, calendar);
    Range range = range(recorded);
    Bars bars =
        recorded.isEmpty()
            ? Bars.ofCalendar(calendar, range)
            : Bars.recorded(origin(), recorded, calendar, range);
    FeedTerms terms =
        instrument
            .filter(i -> asked.calendar().isEmpty())
            .map(Instrument::terms)
            .orElseGet(() -> FeedTerms.dailyOn(calendar));
    RuleReader reader = new RuleReader(terms);
    return new Backtest(
        calendar,
        range,
        Schedule.parse(asked.checkEvery()),
        bars,
        delays(),
        asked.rules().stream().map(reader::read).toList());
  }

  /** Whether the bars are those of a simulated market. */
  boolean simulated() {
    return asked.symbol().isPresent() && Simulation.of(sentinel) == FreshnessFile.Data.SIMULATED;
  }

  String nothingRan() {
    return sentinel.nothingRan()
        + ", so there is no history to replay. Next: sentinel run, or leave out --symbol";
  }

  private Instrument instrument(String text) {
    Symbol symbol = new Symbol(text);
    sentinel.ledger().open();
    return sentinel.instruments().of(symbol, sentinel.ledger().facts());
  }

  private TradingCalendar calendar(Optional<Instrument> instrument) {
    Calendars calendars = sentinel.calendars();
    if (asked.calendar().isPresent()) {
      String name = asked.calendar().get();
      return calendars
          .find(name)
          .orElseThrow(
              () -> new IllegalArgumentException(calendars.problem(name).orElse("no calendar")));
    }
    return instrument
        .orElseThrow(
            () -> new IllegalArgumentException("which calendar? Give --calendar, as in XNYS"))
        .calendar()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    asked.symbol().get()
                        + " has no calendar: "
                        + instrument.get().calendarRule()
                        + ". Give --calendar"));
  }

  /** The sessions that brought a bar; none when the calendar itself is to stand for them. */
  private List<Session> recorded(Optional<Instrument> instrument, TradingCalendar calendar) {
    if (asked.sessions().isPresent()) {
      return SessionsFile.read(asked.sessions().get());
    }
    return instrument.map(i -> held(i, calendar)).orElse(List.of());
  }

  private List<Session> held(Instrument instrument, TradingCalendar calendar) {
    String symbol = instrument.feed().instrument();
    sentinel.lake().view(SilverTables.BARS, "held");
    List<LocalDate> dates =
        sentinel
            .engine()
            .query(
                """
                SELECT DISTINCT session
                FROM held
                WHERE symbol = %s AND interval = '1d'
                ORDER BY session
                """
                    .formatted(Sql.text(symbol)),
                r -> r.date(1));
    if (dates.isEmpty()) {
      throw new IllegalArgumentException(
          "silver has no daily bar of "
              + symbol
              + ". Look which it has: sentinel sql \"SELECT"
              + " DISTINCT symbol FROM silver.bars\"");
    }
    return dates.stream().map(date -> session(date, calendar)).toList();
  }

  /** A bar of a date without a session is taken to come when the date ends. */
  private static Session session(LocalDate date, TradingCalendar calendar) {
    return calendar
        .session(date, Instant.MAX)
        .orElseGet(
            () ->
                new Session(
                    date,
                    date.atStartOfDay(calendar.zone()).toInstant(),
                    date.plusDays(1).atStartOfDay(calendar.zone()).toInstant(),
                    Optional.empty(),
                    Session.Kind.REGULAR));
  }

  private Range range(List<Session> recorded) {
    if (recorded.isEmpty() && (asked.from().isEmpty() || asked.to().isEmpty())) {
      throw new IllegalArgumentException(
          "which dates? Give --from and --to, as in --from 2000-01-01 --to 2022-12-31");
    }
    return new Range(
        asked.from().orElseGet(() -> recorded.get(0).date()),
        asked.to().orElseGet(() -> recorded.get(recorded.size() - 1).date()));
  }

  private String origin() {
    return asked.sessions().map(Path::toString).orElseGet(() -> "silver, " + asked.symbol().get());
  }

  private Delays delays() {
    Optional<String> text = asked.delays();
    if (text.isEmpty()) {
      return Delays.none();
    }
    return text.get().contains("=")
        ? Delays.ofQuantiles(text.get(), asked.seed())
        : Delays.ofSample(text.get(), DelaysFile.read(Path.of(text.get())), asked.seed());
  }
}
