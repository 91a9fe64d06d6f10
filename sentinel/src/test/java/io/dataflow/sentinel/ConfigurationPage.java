package io.dataflow.sentinel;

import static io.dataflow.sentinel.WrittenPage.code;
import static io.dataflow.sentinel.WrittenPage.escaped;
import static io.dataflow.sentinel.WrittenPage.row;
import static io.dataflow.sentinel.WrittenPage.table;

import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.config.Setting;
import io.dataflow.sentinel.config.SettingsTable;
import io.dataflow.sentinel.config.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code docs/CONFIGURATION.md}: settings, variables and the keys of every file people write. */
final class ConfigurationPage {
  /** What somebody might write; each is read by the setting's own form. */
  static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("assets[].symbol", "7203.T"),
          Map.entry("assets[].interval", "1d"),
          Map.entry("assets[].calendar", "XTKS"),
          Map.entry("assets[].lag", "PT6H30M"),
          Map.entry("assets[].grace", "PT1H"),
          Map.entry("assets[].settle", "PT6H"),
          Map.entry("assets[].judge", "provisional"),
          Map.entry("assets[].contract", "contracts/bars.yaml"),
          Map.entry("assets[].source", "vendor"),
          Map.entry("assets[].silent.from", "2024-07-01"),
          Map.entry("assets[].silent.until", "2024-07-31"),
          Map.entry("start_date", "2015-01-01"),
          Map.entry("end_date", "2024-12-31"),
          Map.entry("paths.bronze", "/srv/lake/bronze"),
          Map.entry("paths.silver", "/srv/lake/silver"),
          Map.entry("paths.gold", "/srv/lake/gold"),
          Map.entry("paths.logs", "/var/log/sentinel"),
          Map.entry("pipeline.min_gap", "PT2S"),
          Map.entry("pipeline.concurrency", "1"),
          Map.entry("pipeline.reread_sessions", "20"),
          Map.entry("pipeline.connect_timeout", "PT5S"),
          Map.entry("pipeline.request_timeout", "PT1M"),
          Map.entry("pipeline.max_response", "64 MiB"),
          Map.entry("pipeline.retries", "3"),
          Map.entry("pipeline.retry_delay", "PT2S"),
          Map.entry("pipeline.cool_down", "PT2M"),
          Map.entry("pipeline.breaker_open", "PT1H"),
          Map.entry("pipeline.user_agent", "our-desk/1.0"),
          Map.entry("pipeline.coverage_floor", "0.8"),
          Map.entry("maintenance.keep_snapshots", "P14D"),
          Map.entry("maintenance.orphan_age", "PT1H"),
          Map.entry("maintenance.merge_from", "16"),
          Map.entry("maintenance.log_size", "64 MiB"),
          Map.entry("maintenance.keep_logs", "P365D"),
          Map.entry("maintenance.keep_vintages", "P730D"),
          Map.entry("maintenance.keep_ledger", "P3652D"),
          Map.entry("ENV", "production"),
          Map.entry("LOG_LEVEL", "DEBUG"),
          Map.entry(
              "DATABASE_URL", "postgresql://user:password@host:5432/database?sslmode=require"),
          Map.entry("SENTRY_DSN", "https://KEY@sentry.example.com/1"),
          Map.entry("SENTINEL_YAHOO_URL", "http://127.0.0.1:8800"),
          Map.entry("SENTINEL_ENV_FILE", "/etc/sentinel.env"),
          Map.entry("SENTINEL_ALERTS", "config/alerts.yaml"),
          Map.entry("SENTINEL_HEARTBEAT_URL", "https://hc-ping.example.com/uuid"),
          Map.entry("SENTINEL_SUCCESS_MESSAGES", "on-change"),
          Map.entry("EMAIL_USER", "sentinel@example.com"),
          Map.entry("EMAIL_PASS", "'an app password'"),
          Map.entry("EMAIL_TO", "data-team@example.com, desk@example.com"),
          Map.entry("EMAIL_FROM", "sentinel@example.com"),
          Map.entry("EMAIL_HOST", "smtp.example.com"),
          Map.entry("EMAIL_PORT", "587"));

  private final StringBuilder page = new StringBuilder();
  private final Path folder;
  private final String launcher;

  /**
   * The page.
   *
   * @param folder an empty one, to write files with mistakes to
   * @param launcher the text of {@code bin/sentinel}
   */
  ConfigurationPage(Path folder, String launcher) {
    this.folder = folder;
    this.launcher = launcher;
  }

  String text() throws IOException {
    head();
    settings();
    environment();
    launcher();
    keys();
    return page.toString();
  }

  private void head() {
    page.append(
        """
        # Configuration

        Every setting, variable and key there is, as the program itself has them. `bin/sentinel config` prints those in force
        and where each came from, secrets as stars. Everything wrong is reported at once, with file, line and the nearest
        known word; the program then ends with code 4.

        This page is made from the program, and held by a test. After a change of settings: `make docs`.

        - [The settings file](#the-settings-file)
        - [The environment](#the-environment)
        - [The launcher](#the-launcher)
        - [Keys of every file](#keys-of-every-file)
        """);
  }

  private void settings() {
    page.append(
        """

        ## The settings file

        `config/assets.yaml` in the folder where the command is called, else the program's own; `--config` names another.
        The folder that holds `config/` is the project folder: relative paths start there. An asset that is only a symbol may
        be written without the key: `- AAPL`. `sources`: [SOURCES.md](SOURCES.md). What lag, grace and settle mean, and how to
        choose them: [FRESHNESS.md](FRESHNESS.md).
        """);
    part("Assets", name -> name.startsWith("assets[]."));
    part("Dates", name -> name.matches("[a-z]+_date"));
    part("Folders", name -> name.startsWith("paths."));
    part("Fetching", name -> name.startsWith("pipeline."));
    part("Maintenance", name -> name.startsWith("maintenance."));
  }

  private void part(String heading, Predicate<String> names) {
    page.append("\n### ").append(heading).append("\n\n");
    page.append(table("key", "meaning", "form", "default", "example"));
    SettingsTable.all().stream().filter(s -> names.test(s.name())).forEach(this::line);
  }

  private void line(Setting<?> setting) {
    String wanted = setting.form().wanted().replaceAll(",$", "");
    page.append(
        row(
            code(setting.name()),
            escaped(setting.description()),
            escaped(wanted),
            setting.standard().map(WrittenPage::code).orElse(""),
            code(EXAMPLES.get(setting.name()))));
  }

  private void environment() {
    String places =
        String.join(
            ", then ",
            Variables.of(new ProjectFolder(folder, folder), Map.of()).whence().places().stream()
                .map(place -> place.replace(" (not there)", ""))
                .map(place -> place.startsWith(".") ? code(place) : place)
                .toList());
    page.append("\n## The environment\n\nLooked for in ").append(places).append(".\n");
    page.append(
        """
        The last of them that names a variable wins, and an empty value unsets it. The two files lie in the project folder; when
        `SENTINEL_ENV_FILE` is set in the real environment, that file is read instead of both. In the files an unknown name
        that begins with `SENTINEL_` is a mistake; other names are left to other programs.

        One `NAME=VALUE` a line. `'Single quotes'` keep a value as it is; `"double quotes"` know `\\n`, `\\"` and `\\\\`; without
        quotes, a blank and `#` begin a comment. `${VARIABLES}` are not filled in. Copy [.env.example](../.env.example) to begin.
        A secret may stand in a file of its own where the alerts file names it ([ALERTS.md](ALERTS.md#secrets)), and PostgreSQL's
        password in `PGPASSWORD` or in `~/.pgpass` (or the file of `PGPASSFILE`): [WAREHOUSE.md](WAREHOUSE.md).
        """);
    part("Variables", name -> name.matches("[A-Z_]+"));
  }

  private void launcher() {
    page.append(
        """

        ## The launcher

        Read by `bin/sentinel` from the real environment only.

        """);
    page.append(table("variable", "meaning"));
    Pattern.compile("(?m)^#   (SENTINEL_[A-Z_]+) +(.*)$")
        .matcher(launcher)
        .results()
        .forEach(m -> page.append(row(code(m.group(1)), escaped(meaning(m.group(2))))));
    page.append(row(code("SENTINEL_TRACE"), "1: an error's stack trace follows its message"));
  }

  /** Without what points at other lines of the script. */
  private static String meaning(String remark) {
    return remark
        .replace("those below", "the program's own")
        .replaceAll(
            "\\(default: see .*\\)", "(default: the build's folder, else the user's cache)");
  }

  private void keys() throws IOException {
    page.append(
        """

        ## Keys of every file

        What each reader says that it knows, when it is given a key that it does not know. A key that is not here is a
        mistake. The first route of `alerts.yaml` takes all incidents and so has no `matchers`, `continue` or time intervals.
        A channel knows more than one form where [ALERTS.md](ALERTS.md#receivers) says so. `tables.yaml` is any file given to
        `bin/sentinel freshness`.

        """);
    page.append(table("file", "place", "keys", "explained in"));
    for (FileKeys.Place place : FileKeys.PLACES) {
      List<String> known = new FileKeys(folder).known(place);
      String names = String.join(", ", known.stream().map(WrittenPage::code).toList());
      page.append(row(escaped(place.file()), place.shown(), names, place.explained()));
    }
  }
}
