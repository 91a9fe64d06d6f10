package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.contract.ContractFile;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.routing.AlertsReader;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which keys a reader knows at a place: it is given a file with a key nobody knows, and says those
 * that it knows instead.
 */
final class FileKeys {
  /** Too far from every word to be taken for a slip of the finger. */
  private static final String NOBODYS = "zzzzzzzzzzzzzzzzzzzz";

  private static final Pattern KNOWN =
      Pattern.compile("unknown key \"" + NOBODYS + "\"\\. Known here: (.*)");

  /** A reader of one kind of file. */
  private enum Reader {
    SETTINGS,
    ALERTS,
    CONTRACT,
    CALENDAR,
    TABLES
  }

  /**
   * Where a key may stand.
   *
   * @param file as the page calls it
   * @param at the place in it; empty for the top
   * @param text a file with {@code KEY} there
   */
  record Place(Reader reader, String file, String at, String text, String explained) {
    String shown() {
      return at.isEmpty() ? "the top" : WrittenPage.code(at);
    }
  }

  static final List<Place> PLACES =
      Stream.of(settings(), alerts(), contracts(), calendars(), tables())
          .flatMap(List::stream)
          .toList();

  private final Path folder;

  FileKeys(Path folder) {
    this.folder = folder;
  }

  private static List<Place> settings() {
    String page = "[above](#the-settings-file)";
    String sources = "[SOURCES.md](SOURCES.md)";
    return List.of(
        of(Reader.SETTINGS, "", "assets: [AAPL]\nKEY: 1\n", page),
        of(
            Reader.SETTINGS,
            "assets[]",
            "assets: [{symbol: AAPL, KEY: 1}]\n",
            page + "; `fallback`: " + sources),
        of(
            Reader.SETTINGS,
            "assets[].silent",
            "assets: [{symbol: AAPL, silent: {KEY: 1}}]\n",
            page),
        of(Reader.SETTINGS, "sources.NAME", "assets: [AAPL]\nsources: {mine: {KEY: 1}}\n", sources),
        of(
            Reader.SETTINGS,
            "sources.NAME.columns",
            "assets: [AAPL]\nsources: {mine: {columns: {KEY: 1}}}\n",
            sources),
        of(Reader.SETTINGS, "paths", "assets: [AAPL]\npaths: {KEY: 1}\n", page),
        of(Reader.SETTINGS, "pipeline", "assets: [AAPL]\npipeline: {KEY: 1}\n", page),
        of(
            Reader.SETTINGS,
            "maintenance",
            "assets: [AAPL]\nmaintenance: {KEY: 1}\n",
            "[MAINTENANCE.md](MAINTENANCE.md)"));
  }

  private static List<Place> alerts() {
    String page = "[ALERTS.md](ALERTS.md)";
    String rest = "route: {receiver: a}\nreceivers: [{name: a}]\n";
    List<Place> places =
        Stream.of(
                of(Reader.ALERTS, "", rest + "KEY: 1\n", page),
                of(Reader.ALERTS, "global", rest + "global: {KEY: 1}\n", page),
                of(
                    Reader.ALERTS,
                    "route.routes[]",
                    "route: {receiver: a, routes: [{KEY: 1}]}\nreceivers: [{name: a}]\n",
                    page),
                of(Reader.ALERTS, "inhibit_rules[]", rest + "inhibit_rules: [{KEY: 1}]\n", page),
                of(Reader.ALERTS, "time_intervals[]", rest + "time_intervals: [{KEY: 1}]\n", page),
                of(
                    Reader.ALERTS,
                    "time_intervals[].time_intervals[]",
                    rest + "time_intervals: [{name: a, time_intervals: [{KEY: 1}]}]\n",
                    page),
                of(
                    Reader.ALERTS,
                    "receivers[]",
                    "route: {receiver: a}\nreceivers: [{name: a, KEY: 1}]\n",
                    page))
            .toList();
    List<Place> channels =
        Stream.of(
                "email",
                "slack",
                "discord",
                "msteamsv2",
                "pagerduty",
                "webhook",
                "alertmanager",
                "github",
                "stdout")
            .map(kind -> kind + "_configs")
            .map(key -> channel(key, page))
            .toList();
    return Stream.of(places, channels).flatMap(List::stream).toList();
  }

  private static Place channel(String key, String page) {
    String entry = key.equals("slack_configs") ? "bot_token: t, KEY: 1" : "KEY: 1";
    return of(
        Reader.ALERTS,
        "receivers[]." + key + "[]",
        "route: {receiver: a}\nreceivers: [{name: a, " + key + ": [{" + entry + "}]}]\n",
        page);
  }

  private static List<Place> contracts() {
    String page = "[Add a rule](../CONTRIBUTING.md#add-a-rule)";
    return List.of(
        of(Reader.CONTRACT, "", "KEY: 1\n", page),
        of(Reader.CONTRACT, "columns[]", "columns: [{KEY: 1}]\n", page),
        of(Reader.CONTRACT, "rules[]", "rules: [{KEY: 1}]\n", page));
  }

  private static List<Place> calendars() {
    String page = "[CALENDARS.md](CALENDARS.md#keys)";
    return List.of(
        of(Reader.CALENDAR, "", "KEY: 1\n", page),
        of(Reader.CALENDAR, "hours[]", "hours: [{KEY: 1}]\n", page),
        of(Reader.CALENDAR, "breaks[]", "breaks: [{KEY: 1}]\n", page),
        of(Reader.CALENDAR, "holidays[]", "holidays: [{KEY: 1}]\n", page),
        of(Reader.CALENDAR, "partial-holidays[]", "partial-holidays: [{KEY: 1}]\n", page),
        of(Reader.CALENDAR, "special-hours[]", "special-hours: [{KEY: 1}]\n", page),
        of(Reader.CALENDAR, "sessions[]", "sessions: [{KEY: 1}]\n", page),
        of(Reader.CALENDAR, "specials[]", "specials: [{KEY: 1}]\n", page));
  }

  private static List<Place> tables() {
    String page = "[OWN-TABLES.md](OWN-TABLES.md)";
    return List.of(of(Reader.TABLES, "tables[]", "tables: [{KEY: 1}]\n", page));
  }

  private static Place of(Reader reader, String at, String text, String explained) {
    String file =
        switch (reader) {
          case SETTINGS -> "config/assets.yaml";
          case ALERTS -> "config/alerts.yaml";
          case CONTRACT -> "contracts/NAME.yaml";
          case CALENDAR -> "config/calendars/NAME.yaml";
          case TABLES -> "tables.yaml";
        };
    return new Place(reader, file, at, text, explained);
  }

  /** The keys, in the order they are asked for. */
  List<String> known(Place place) throws IOException {
    String name = place.reader() == Reader.CALENDAR ? "TRY.yaml" : "try.yaml";
    Path file = Files.writeString(folder.resolve(name), place.text().replace("KEY", NOBODYS));
    InvalidFileException refused =
        catchThrowableOfType(InvalidFileException.class, () -> read(place.reader(), file));
    assertThat(refused).as(place.at()).isNotNull();
    return refused.problems().stream()
        .flatMap(problem -> KNOWN.matcher(problem).results())
        .findFirst()
        .map(m -> Arrays.asList(m.group(1).split(", ")))
        .orElseThrow(() -> new AssertionError(place + ": " + refused.problems()));
  }

  private void read(Reader reader, Path file) {
    Calendars calendars = new Calendars(Optional.of(folder));
    switch (reader) {
      case SETTINGS -> SettingsReader.read(file, Map.of(), Optional.empty(), Optional.empty());
      case ALERTS ->
          new AlertsReader(calendars, Variables.of(new ProjectFolder(folder, folder), Map.of()))
              .read(file);
      case CONTRACT -> ContractFile.read(file);
      case CALENDAR -> calendars.find("TRY");
      case TABLES -> TableWatchFile.read(file, calendars, folder);
    }
  }
}
