package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.config.Judge;
import io.dataflow.sentinel.config.Place;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.config.Timing;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.JudgedBy;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.market.CalendarChoice;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts the settings, the calendars and what sources said of instruments together. */
final class Instruments {
  private final Settings settings;
  private final Map<Symbol, Asset> everyAsset = new HashMap<>();
  private final Calendars calendars;

  Instruments(Settings settings, Calendars calendars) {
    this.settings = settings;
    settings.assets().forEach(asset -> everyAsset.putIfAbsent(asset.symbol(), asset));
    this.calendars = calendars;
  }

  /**
   * Checks what the settings reader cannot know.
   *
   * @throws InvalidFileException when an asset names a calendar that does not exist, or an interval
   *     that is not ingested
   */
  void check() {
    List<String> problems = new ArrayList<>();
    for (Asset asset : settings.assets()) {
      if (asset.interval() != Interval.DAY_1) {
        problems.add(
            asset.place()
                + ": "
                + asset.symbol()
                + ": the interval "
                + asset.interval()
                + " is not ingested; only 1d is");
      }
      asset
          .calendar()
          .flatMap(calendars::problem)
          .ifPresent(text -> problems.add(asset.place() + ": " + asset.symbol() + ": " + text));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
  }

  /** Every asset with its calendar and terms, by what is known of it now. */
  List<Instrument> known(Collection<InstrumentFacts> facts) {
    Map<Symbol, List<InstrumentFacts>> bySymbol =
        facts.stream().collect(Collectors.groupingBy(InstrumentFacts::symbol));
    return settings.assets().stream()
        .map(a -> instrument(a, told(a, bySymbol.getOrDefault(a.symbol(), List.of()))))
        .toList();
  }

  /** The last day that runs ask for; empty for no end. */
  Optional<LocalDate> endDate() {
    return settings.endDate();
  }

  /** Any instrument by what is known of it; one that is not set, or no longer, is as usual. */
  Instrument of(Symbol symbol, Collection<InstrumentFacts> facts) {
    Asset asset = everyAsset.getOrDefault(symbol, unset(symbol));
    return instrument(
        asset, told(asset, facts.stream().filter(f -> f.symbol().equals(symbol)).toList()));
  }

  /** What the asset's sources say together, its own first, and those it had before last. */
  private static Optional<InstrumentFacts> told(Asset asset, List<InstrumentFacts> facts) {
    List<String> order = asset.sources();
    return Identity.merged(
        facts.stream()
            .sorted(
                Comparator.comparingInt(
                    f -> order.contains(f.source()) ? order.indexOf(f.source()) : order.size()))
            .toList());
  }

  private static Asset unset(Symbol symbol) {
    return new Asset(
        symbol,
        Interval.DAY_1,
        Optional.empty(),
        Timing.usual(),
        Optional.empty(),
        Optional.empty(),
        new Place("not in the settings", 1));
  }

  private Instrument instrument(Asset asset, Optional<InstrumentFacts> facts) {
    CalendarChoice choice = choice(asset, facts);
    Optional<TradingCalendar> calendar = choice.calendar().flatMap(calendars::find);
    String rule =
        calendar.isEmpty() && choice.calendar().isPresent()
            ? choice.rule() + ", a calendar that is not here yet"
            : choice.rule();
    FeedTerms terms = terms(asset, calendar);
    ZoneId zone = calendar.map(TradingCalendar::zone).orElse(java.time.ZoneOffset.UTC);
    Optional<LocalDate> firstTrade =
        facts
            .filter(f -> f.firstTradeDate().isPresent())
            .map(f -> Instant.ofEpochSecond(f.firstTradeDate().getAsLong()))
            .map(at -> at.atZone(zone).toLocalDate());
    Feed feed = new Feed(SilverTables.BARS.fullName(), asset.symbol().value(), asset.interval());
    return new Instrument(asset, feed, calendar, rule, terms, firstTrade);
  }

  private static CalendarChoice choice(Asset asset, Optional<InstrumentFacts> facts) {
    if (asset.calendar().isPresent()) {
      return new CalendarChoice(asset.calendar(), "set in " + asset.place());
    }
    return facts
        .map(
            f ->
                CalendarChoice.of(
                    asset.symbol(), new CalendarChoice.Listing(f.exchange(), f.type(), f.zone())))
        .orElseGet(() -> CalendarChoice.of(asset.symbol()));
  }

  private static FeedTerms terms(Asset asset, Optional<TradingCalendar> calendar) {
    FeedTerms usual = calendar.map(FeedTerms::dailyOn).orElseGet(FeedTerms::exchangeDaily);
    JudgedBy judge = asset.timing().judge() == Judge.FINAL ? JudgedBy.FINAL : JudgedBy.PROVISIONAL;
    FeedTerms set =
        usual
            .due(
                asset.timing().lag().orElse(usual.lag()),
                asset.timing().grace().orElse(usual.grace()))
            .settling(asset.timing().settle().orElse(usual.settle()))
            .judgedBy(judge);
    return asset.silent().map(s -> set.silent(s.from(), s.until())).orElse(set);
  }
}
