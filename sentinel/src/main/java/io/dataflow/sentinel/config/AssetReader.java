package io.dataflow.sentinel.config;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the items of {@code assets:}; each is a symbol or a mapping.
 *
 * <pre>
 * - AAPL
 * - symbol: 7203.T
 *   calendar: XTKS
 *   silent: {from: 2024-07-01, until: 2024-07-31}
 * </pre>
 */
final class AssetReader {
  private final Problems problems;

  AssetReader(Problems problems) {
    this.problems = problems;
  }

  /** The assets without problems, in the order of the file. */
  List<Asset> read(YamlNode list) {
    List<Asset> assets = new ArrayList<>();
    for (YamlNode item : list.list(problems)) {
      asset(item)
          .ifPresent(
              asset -> {
                Optional<Asset> twin = twin(assets, asset.symbol(), asset.interval());
                twin.ifPresent(t -> problems.add(item, repeated(asset, t)));
                if (twin.isEmpty()) {
                  assets.add(asset);
                }
              });
    }
    return assets;
  }

  /** Vendors and some file systems take {@code aapl} and {@code AAPL} for the same. */
  static Optional<Asset> twin(List<Asset> assets, Symbol symbol, Interval interval) {
    return assets.stream()
        .filter(a -> a.interval() == interval)
        .filter(a -> a.symbol().value().equalsIgnoreCase(symbol.value()))
        .findFirst();
  }

  private static String repeated(Asset asset, Asset twin) {
    return asset.symbol()
        + " at "
        + asset.interval()
        + " stands here a second time, after line "
        + twin.place().line();
  }

  private Optional<Asset> asset(YamlNode item) {
    if (item.isMapping()) {
      return fromMapping(item);
    }
    if (item.text().isEmpty()) {
      problems.add(item, "an asset is a symbol such as AAPL, or a mapping with the key \"symbol\"");
    }
    return symbol(item)
        .map(
            s ->
                new Asset(
                    s,
                    Interval.DAY_1,
                    Optional.empty(),
                    Timing.usual(),
                    Optional.empty(),
                    Optional.empty(),
                    FileValues.place(item)));
  }

  private Optional<Symbol> symbol(YamlNode node) {
    Optional<String> problem = node.text().flatMap(Symbol::problem);
    problem.ifPresent(text -> problems.add(node, text));
    return problem.isPresent() ? Optional.empty() : node.text().map(Symbol::new);
  }

  private Optional<Asset> fromMapping(YamlNode item) {
    YamlMapping mapping = item.mapping(problems);
    boolean retired = mapping.retire(SettingsTable.RETIRED_IN_ASSET);
    Optional<YamlNode> named = retired ? mapping.get("symbol") : mapping.require("symbol");
    Optional<Symbol> symbol =
        mapping.text("symbol").isEmpty() ? Optional.empty() : named.flatMap(this::symbol);
    FileValues values = new FileValues(mapping, new ArrayList<>());
    Interval interval = values.find(SettingsTable.INTERVAL).get();
    Optional<String> calendar = values.find(SettingsTable.CALENDAR).value();
    Timing timing = timing(values);
    Optional<String> contract = values.find(SettingsTable.CONTRACT).value();
    Optional<Silence> silent = silence(mapping);
    List<String> sources = sources(values, mapping);
    mapping.finish();
    Place place = FileValues.place(item);
    return symbol.map(
        s -> new Asset(s, interval, calendar, timing, contract, silent, sources, place));
  }

  /** Its own source, then the fall-backs: one name, or a list of them. */
  private List<String> sources(FileValues values, YamlMapping asset) {
    List<String> sources = new ArrayList<>(List.of(values.find(SettingsTable.SOURCE).get()));
    Optional<YamlNode> fallback = asset.get("fallback");
    List<YamlNode> names =
        fallback.map(node -> node.isList() ? node.list(problems) : List.of(node)).orElse(List.of());
    for (YamlNode name : names) {
      Optional<String> text = name.text();
      if (text.isEmpty()) {
        problems.add(name, "fallback: a source's name is wanted, or a list of them");
      } else if (sources.contains(text.get())) {
        problems.add(name, "fallback: " + text.get() + " is named twice");
      } else {
        sources.add(text.get());
      }
    }
    return sources;
  }

  private static Timing timing(FileValues values) {
    return new Timing(
        values.find(SettingsTable.LAG).value(),
        values.find(SettingsTable.GRACE).value(),
        values.find(SettingsTable.SETTLE).value(),
        values.find(SettingsTable.JUDGE).get());
  }

  private Optional<Silence> silence(YamlMapping asset) {
    Optional<YamlNode> node = asset.get("silent");
    YamlMapping mapping = asset.section("silent");
    FileValues values = new FileValues(mapping, new ArrayList<>());
    Optional<LocalDate> from = values.find(SettingsTable.SILENT_FROM).value();
    Optional<LocalDate> until = values.find(SettingsTable.SILENT_UNTIL).value();
    mapping.finish();
    try {
      return node.map(n -> new Silence(from, until));
    } catch (IllegalArgumentException e) {
      problems.add(mapping.at(), "silent: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** One line about an asset: what it sets itself. */
  static Origin origin(Asset asset) {
    List<String> own = new ArrayList<>();
    asset.calendar().ifPresent(calendar -> own.add("calendar " + calendar));
    asset.timing().lag().ifPresent(lag -> own.add("lag " + lag));
    asset.timing().grace().ifPresent(grace -> own.add("grace " + grace));
    asset.timing().settle().ifPresent(settle -> own.add("settle " + settle));
    own.add("judge " + asset.timing().judge().name().toLowerCase(Locale.ROOT));
    asset.contract().ifPresent(contract -> own.add("contract " + contract));
    if (!asset.sources().equals(List.of(SourceSettings.YAHOO))) {
      own.add("source " + String.join(", then ", asset.sources()));
    }
    asset
        .silent()
        .ifPresent(
            s ->
                own.add(
                    "silent"
                        + s.from().map(date -> " from " + date).orElse("")
                        + s.until().map(date -> " until " + date).orElse("")));
    return new Origin(
        "assets." + asset.symbol() + "." + asset.interval(),
        Optional.of(String.join(", ", own)),
        asset.place().toString(),
        "An instrument to keep fresh, and what is set for it.");
  }
}
