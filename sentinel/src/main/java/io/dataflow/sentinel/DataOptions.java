package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.config.Loaded;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.market.Symbol;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options every command takes that works on data, and the instant they come to. */
final class DataOptions {
  private final Clock wall;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file (default: config/assets.yaml here, else the program's own).")
  private Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep bronze, silver, gold, logs and the ledger in this folder.")
  private Path data;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "Judge this instant instead of now, as in 2024-07-03T17:00:00Z.")
  private Instant asOf;

  @Option(
      names = "--only",
      paramLabel = "SYMBOL",
      split = ",",
      description = "Only these instruments of the settings, separated by commas.")
  private List<String> only;

  @Mixin private RequireOption required;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print problems only.")
  private boolean quiet;

  /**
   * @param wall the running time
   */
  DataOptions(Clock wall) {
    this.wall = wall;
  }

  /**
   * Reads the settings.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with every problem
   */
  Loaded load() {
    return load(Optional.ofNullable(only));
  }

  private Loaded load(Optional<List<String>> symbols) {
    required.check(configFile(), System.getenv());
    return SettingsReader.read(configFile(), System.getenv(), Optional.ofNullable(data), symbols);
  }

  /**
   * Opens the program's parts on all instruments of the settings; {@code --only} chooses those that
   * are asked for and shown, while files that others read stay whole.
   */
  Sentinel open() {
    Settings chosen = load().settings();
    Settings all =
        only == null
            ? chosen
            : SettingsReader.read(
                    configFile(), System.getenv(), Optional.ofNullable(data), Optional.empty())
                .settings();
    Set<Symbol> symbols = chosen.assets().stream().map(Asset::symbol).collect(Collectors.toSet());
    return new Sentinel(all, symbols, clock(), surroundings());
  }

  /**
   * As {@link #open()}, with the instruments another option names.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException when one is not in the settings
   */
  Sentinel open(List<String> symbols) {
    Settings all = load(Optional.empty()).settings();
    Set<Symbol> chosen =
        load(Optional.of(symbols)).settings().assets().stream()
            .map(Asset::symbol)
            .collect(Collectors.toSet());
    return new Sentinel(all, chosen, clock(), surroundings());
  }

  private Surroundings surroundings() {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter beside = json ? err : spec.commandLine().getOut(); // JSON stays one document
    return new Surroundings(System.getenv(), Optional.of(configFile()), remedy(), beside, err);
  }

  /** Whether {@code --only} was given. */
  boolean choosesSymbols() {
    return only != null;
  }

  Path configFile() {
    return configFile(namedConfig());
  }

  /** The settings file of a command line that may name one. */
  static Path configFile(Optional<Path> named) {
    Path here = Path.of("config", "assets.yaml");
    if (named.isPresent()) {
      return named.get();
    }
    return Files.exists(here) ? here : Installation.folder().resolve(here);
  }

  /** The settings file that was named on the command line. */
  Optional<Path> namedConfig() {
    return Optional.ofNullable(config);
  }

  /** The commands that messages name, with these options. */
  Remedy remedy() {
    return new Remedy(namedConfig(), data());
  }

  /** The folder that {@code --data} names. */
  Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  Optional<Instant> asOf() {
    return Optional.ofNullable(asOf);
  }

  /** A given instant is judged by what was set then. */
  Watcher.Terms terms() {
    return asOf == null ? Watcher.Terms.SET_NOW : Watcher.Terms.SET_THEN;
  }

  /** The judged instant: {@code --as-of}, else the running time. */
  Clock clock() {
    return asOf().map(at -> Clock.fixed(at, ZoneOffset.UTC)).orElse(wall);
  }

  /** The running time, also when another instant is judged: for logs and names of runs. */
  Clock wall() {
    return wall;
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }
}
