package io.dataflow.sentinel.config;

import static io.dataflow.sentinel.config.Setting.with;
import static io.dataflow.sentinel.config.Setting.without;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every setting there is: the one place that names, describes and defaults them, with {@link
 * UpkeepSettings} and {@link AlertVariables}.
 */
public final class SettingsTable {
  static final Setting<Symbol> SYMBOL =
      without(
          "assets[].symbol",
          Form.of("a symbol such as AAPL", Symbol::new),
          "The vendor's name of the instrument. An asset that is only a symbol may be written"
              + " without the key.");

  static final Setting<Interval> INTERVAL =
      with(
          "assets[].interval",
          Form.of(
              "one of 1m, 2m, 5m, 15m, 30m, 90m, 1h, 4h, 1d, 5d, 1wk, 1mo, 3mo",
              text -> Interval.parse(text).orElseThrow(IllegalArgumentException::new)),
          "1d",
          "Length of a bar.");

  static final Setting<String> CALENDAR =
      without(
          "assets[].calendar",
          Form.text("a calendar's name such as XNYS or 24/7", "[A-Za-z0-9][A-Za-z0-9/_.-]{0,31}"),
          "Trading calendar of the feed. By default the symbol and the vendor's answer decide.");

  static final Setting<Duration> LAG =
      without(
          "assets[].lag",
          Form.duration("PT0S", "P30D"),
          "From a session's close to the feed's publication. By default PT6H30M for daily bars,"
              + " PT1H for crypto.");

  static final Setting<Duration> GRACE =
      without(
          "assets[].grace",
          Form.duration("PT0S", "P30D"),
          "From publication to the deadline. By default PT1H for daily bars, PT30M for crypto.");

  static final Setting<Duration> SETTLE =
      without(
          "assets[].settle",
          Form.duration("PT0S", "P30D"),
          "From a session's close until its bar is final. By default PT6H for daily bars, PT30M"
              + " for crypto.");

  static final Setting<Judge> JUDGE =
      with(
          "assets[].judge",
          new Form<>(
              "one of final, provisional",
              text -> Judge.valueOf(text.toUpperCase(Locale.ROOT)),
              judge -> judge.name().toLowerCase(Locale.ROOT)),
          "final",
          "Which bars count as arrived: final ones only, or provisional ones too.");

  static final Setting<String> CONTRACT =
      without(
          "assets[].contract",
          Form.text("a file's name", "(?s).*\\S.*"),
          "File of the contract its bars must keep, relative to the project folder.");

  static final Setting<String> SOURCE =
      with(
          "assets[].source",
          Form.text("a source's name such as yahoo", "[a-z][a-z0-9_-]{0,31}"),
          SourceSettings.YAHOO,
          "Where its bars come from: yahoo, or one of those under sources.");

  static final Setting<LocalDate> SILENT_FROM =
      without(
          "assets[].silent.from",
          Form.date(),
          "First session the instrument is declared to have no bar for; without it, all before"
              + " the end.");

  static final Setting<LocalDate> SILENT_UNTIL =
      without(
          "assets[].silent.until",
          Form.date(),
          "Last session the instrument is declared to have no bar for; without it, no end is"
              + " known.");

  static final Setting<LocalDate> START_DATE =
      with("start_date", Form.date(), "2020-01-01", "First session to ask for.");

  static final Setting<LocalDate> END_DATE =
      without("end_date", Form.date(), "Last session to ask for; without it, up to the newest.");

  static final Setting<Path> BRONZE =
      with("paths.bronze", Form.path(), "data/bronze", "Folder of the answers as received.");

  static final Setting<Path> SILVER =
      with("paths.silver", Form.path(), "data/silver", "Folder of accepted and refused bars.");

  static final Setting<Path> GOLD =
      with("paths.gold", Form.path(), "data/gold", "Folder of analytics tables and reports.");

  static final Setting<Path> LOGS =
      with("paths.logs", Form.path(), "logs", "Folder of the log files.");

  static final Setting<Duration> MIN_GAP =
      with(
          "pipeline.min_gap",
          Form.duration("PT0S", "PT1H"),
          "PT1S",
          "Least time between the starts of two requests; PT0S for none. One request in one or"
              + " two seconds is what people report as safe with Yahoo.");

  static final Setting<Integer> CONCURRENCY =
      with("pipeline.concurrency", Form.whole(1, 16), "2", "Most requests in flight at once.");

  static final Setting<Integer> REREAD_SESSIONS =
      with(
          "pipeline.reread_sessions",
          Form.whole(1, 500),
          "10",
          "How many of the newest sessions each run asks for again, to see late corrections.");

  static final Setting<Duration> CONNECT_TIMEOUT =
      with(
          "pipeline.connect_timeout",
          Form.duration("PT0.1S", "PT5M"),
          "PT10S",
          "How long a connection may take.");

  static final Setting<Duration> REQUEST_TIMEOUT =
      with(
          "pipeline.request_timeout",
          Form.duration("PT0.1S", "PT1H"),
          "PT30S",
          "How long a whole request may take, body included.");

  static final Setting<Long> MAX_RESPONSE =
      with(
          "pipeline.max_response",
          Form.size(1L << 10, 1L << 30),
          "32 MiB",
          "Largest answer that is read.");

  static final Setting<Integer> RETRIES =
      with(
          "pipeline.retries",
          Form.whole(0, 10),
          "2",
          "How often a request is repeated after a failure that may pass.");

  static final Setting<Duration> RETRY_DELAY =
      with(
          "pipeline.retry_delay",
          Form.duration("PT0S", "PT10M"),
          "PT1S",
          "Pause before the first retry; it doubles with each, with jitter.");

  static final Setting<Duration> COOL_DOWN =
      with(
          "pipeline.cool_down",
          Form.duration("PT0S", "P1D"),
          "PT1M",
          "Pause of all requests after a 429, before the one retry. A limit counted by the minute"
              + " has passed by then.");

  static final Setting<Duration> BREAKER_OPEN =
      with(
          "pipeline.breaker_open",
          Form.duration("PT0S", "P7D"),
          "PT15M",
          "How long nothing is asked after the second 429 in a row.");

  static final Setting<String> USER_AGENT =
      with(
          "pipeline.user_agent",
          Form.text("1 to 256 printable ASCII characters", "[!-~]([ -~]{0,254}[!-~])?"),
          "Mozilla/5.0 (compatible; dataflow-sentinel)",
          "Sent with each request. Yahoo refuses the default agents of HTTP libraries.");

  static final Setting<Double> COVERAGE_FLOOR =
      with(
          "pipeline.coverage_floor",
          Form.share(),
          "0.5",
          "Least share of the instruments that must come through for a run to count as one.");

  static final Setting<String> ENV =
      with(
          "ENV",
          Form.text("1 to 200 characters", ".{1,200}"),
          "development",
          "Name of the installation, such as production.");

  static final Setting<LogLevel> LOG_LEVEL =
      with(
          "LOG_LEVEL",
          Form.of("one of TRACE, DEBUG, INFO, WARN, ERROR", LogLevel::parse),
          "INFO",
          "How much the log says; WARNING and CRITICAL are understood too.");

  static final Setting<Secret> DATABASE_URL =
      without(
          "DATABASE_URL",
          Form.secret(),
          "PostgreSQL for the pipeline's ledger (without it, SQLite beside the data), where each run"
              + " publishes the lake, and where freshness --table looks: postgresql://...");

  static final Setting<Secret> SENTRY_DSN =
      without(
          "SENTRY_DSN",
          Form.dsn(),
          "Where failures of the program itself are reported; without it, nowhere.");

  static final Setting<URI> YAHOO_URL =
      with(
          "SENTINEL_YAHOO_URL",
          Form.baseAddress(),
          "https://query2.finance.yahoo.com",
          "Base address of the chart protocol: Yahoo's own, or a stand-in server's.");

  static final Setting<Path> ENV_FILE =
      without(
          "SENTINEL_ENV_FILE",
          Form.of("a file", Path::of),
          "File to read instead of .env and .env.local; from the real environment only.");

  /** What earlier forms of the file called things, and what to write now. */
  static final Map<String, String> RETIRED =
      Map.of("tickers", "write \"assets\"", "symbols", "write \"assets\"");

  /** The same inside an asset. */
  static final Map<String, String> RETIRED_IN_ASSET = Map.of("ticker", "write \"symbol\"");

  private static final List<Setting<?>> OF_THE_FILE =
      List.of(
          SYMBOL,
          INTERVAL,
          CALENDAR,
          LAG,
          GRACE,
          SETTLE,
          JUDGE,
          CONTRACT,
          SOURCE,
          SILENT_FROM,
          SILENT_UNTIL,
          START_DATE,
          END_DATE,
          BRONZE,
          SILVER,
          GOLD,
          LOGS,
          MIN_GAP,
          CONCURRENCY,
          REREAD_SESSIONS,
          CONNECT_TIMEOUT,
          REQUEST_TIMEOUT,
          MAX_RESPONSE,
          RETRIES,
          RETRY_DELAY,
          COOL_DOWN,
          BREAKER_OPEN,
          USER_AGENT,
          COVERAGE_FLOOR);

  private static final List<Setting<?>> OF_THE_ENVIRONMENT =
      List.of(ENV, LOG_LEVEL, DATABASE_URL, SENTRY_DSN, YAHOO_URL, ENV_FILE);

  private SettingsTable() {}

  /** The names of all variables of the environment. */
  static List<String> variables() {
    return Stream.of(OF_THE_ENVIRONMENT, AlertVariables.ALL)
        .flatMap(List::stream)
        .map(Setting::name)
        .toList();
  }

  /** Every setting in the order a page shows them: an asset's, the file's, the environment's. */
  public static List<Setting<?>> all() {
    return Stream.of(OF_THE_FILE, UpkeepSettings.ALL, OF_THE_ENVIRONMENT, AlertVariables.ALL)
        .<Setting<?>>flatMap(List::stream)
        .toList();
  }
}
