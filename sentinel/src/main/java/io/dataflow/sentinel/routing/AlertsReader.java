package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.EnvironmentValues;
import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the alerts file: {@code SENTINEL_ALERTS}, else {@code alerts.yaml} beside the settings;
 * without one, a mailbox of variables.
 *
 * <p>Keys, inheritance and matchers are Alertmanager's. Defaults differ where it doses a stream of
 * repeated alerts and an incident is told once: {@code group_by: ['...']}, no {@code group_wait},
 * no {@code group_interval}, no {@code repeat_interval}, {@code send_resolved: true} everywhere.
 */
public final class AlertsReader {
  private static final String FILE = "alerts.yaml";
  private static final Map<String, String> RETIRED =
      Map.of("mute_time_intervals", "write time_intervals");
  private static final Map<String, String> INSTEADS =
      Map.of(
          "templates", "messages have one layout; leave it out",
          "tracing", "leave it out");

  private final Calendars calendars;
  private final Variables variables;

  public AlertsReader(Calendars calendars, Variables variables) {
    this.calendars = calendars;
    this.variables = variables;
  }

  /**
   * Reads what holds for a settings file.
   *
   * @param settings the settings file, {@code config/assets.yaml}; it need not be there
   * @throws InvalidFileException with all problems of the file, or of the variables
   */
  public AlertSettings read(Path settings, EnvironmentValues environment) {
    Path folder = ProjectFolder.of(settings).path();
    Optional<Path> named =
        environment.alerts().map(path -> path.isAbsolute() ? path : folder.resolve(path));
    Optional<Path> gone = named.filter(file -> !Files.exists(file));
    if (gone.isPresent()) {
      String problem = "there is no file " + gone.get();
      throw new InvalidFileException(
          List.of(environment.whence().wrong("SENTINEL_ALERTS", problem)));
    }
    Path beside = settings.resolveSibling(FILE);
    return named
        .or(() -> Optional.of(beside).filter(Files::exists))
        .map(this::read)
        .orElseGet(() -> UsualMail.of(environment.mail(), variables));
  }

  /**
   * Reads an alerts file.
   *
   * @throws InvalidFileException with all its problems
   */
  public AlertSettings read(Path file) {
    YamlNode root = YamlFile.read(file);
    Reading reading = new Reading(file.toAbsolutePath().getParent(), variables);
    Optional<AlertSettings> settings =
        reading.mapping(root, "the file").flatMap(top -> read(reading, top));
    reading.finish();
    return settings.orElseThrow();
  }

  /** Empty with problems only. */
  private Optional<AlertSettings> read(Reading reading, YamlMapping top) {
    top.retire(RETIRED);
    GlobalReader.Global global = GlobalReader.read(reading, top);
    top.require("receivers");
    Map<String, ReceiverReader.Found> receivers =
        new ReceiverReader(reading, global.defaults()).read(top);
    Map<String, TimeWindow> windows = new WindowReader(reading, calendars).read(top);
    RouteReader routes = new RouteReader(reading, receivers.keySet(), windows.keySet());
    Optional<Route> root = routes.read(top);
    Inhibitions inhibitions = InhibitionReader.read(reading, top);
    top.refuse(INSTEADS);
    top.finish();
    if (root.isEmpty()) {
      return Optional.empty();
    }
    warnOfUnused(reading, receivers, windows, root.get());
    TimeWindows all = new TimeWindows(windows.values());
    return Optional.of(
        new AlertSettings(
            global.globals(),
            new RouteTree(root.get(), all),
            told(receivers, root.get()),
            all,
            inhibitions,
            reading.secrets(),
            reading.warnings()));
  }

  /** Where no receiver says so, the first route's hears of a ledger that cannot be written. */
  private static List<Receiver> told(Map<String, ReceiverReader.Found> receivers, Route root) {
    boolean nobodySays =
        receivers.values().stream().allMatch(found -> found.onLedgerFailure().isEmpty());
    return receivers.values().stream()
        .map(ReceiverReader.Found::receiver)
        .map(
            each ->
                nobodySays && each.name().equals(root.terms().receiver())
                    ? new Receiver(each.name(), each.sends(), true, each.success())
                    : each)
        .toList();
  }

  private static void warnOfUnused(
      Reading reading,
      Map<String, ReceiverReader.Found> receivers,
      Map<String, TimeWindow> windows,
      Route root) {
    Set<String> told = new HashSet<>();
    Set<String> timed = new HashSet<>();
    for (Route route : new RouteTree(root, TimeWindows.none()).all()) {
      told.add(route.terms().receiver());
      Stream.concat(route.muteWindows().stream(), route.activeWindows().stream())
          .forEach(timed::add);
    }
    receivers.forEach(
        (name, found) -> {
          if (!told.contains(name)) {
            reading.warning(found.at(), "no route names the receiver " + Reading.shown(name));
          }
        });
    windows.forEach(
        (name, window) -> {
          if (!timed.contains(name)) {
            reading.warning(window.at(), "no route names the time interval " + Reading.shown(name));
          }
        });
  }
}
