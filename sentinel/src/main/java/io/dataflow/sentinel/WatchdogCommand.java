package io.dataflow.sentinel;

import io.dataflow.sentinel.config.EnvironmentValues;
import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.watchdog.Promise;
import io.dataflow.sentinel.watchdog.Recorded;
import io.dataflow.sentinel.watchdog.Terms;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel watchdog}: says from a second place when runs stopped. */
@Command(
    name = "watchdog",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at what runs have recorded, from another machine, and says when they stopped, came",
      "late, ended without a verdict, were cut off, or are at work since very long. Reads the",
      "PostgreSQL of DATABASE_URL, or files that runs left; writes nothing there."
    },
    footer = {
      "",
      "Exit codes: 0 runs come as they should, 1 they do not, 3 could not look, 4 bad usage.",
      "5 a message was not delivered. The first of 4 3 5 1 counts.",
      "",
      "Examples:",
      "  sentinel watchdog --max-age 26h --notify",
      "  sentinel watchdog --by-calendar --allow 2h --json",
      "  sentinel watchdog --max-age 26h --url https://status.example.com/gold/summary.json",
      "  sentinel watchdog --by-calendar --url /mnt/gold/freshness.json",
      "  sentinel watchdog --ci-run owner/name/1234567/1 --ci-conclusion failure --notify"
    })
final class WatchdogCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Path HERE = Path.of("config", "assets.yaml");

  private final Clock wall;

  @Option(
      names = "--max-age",
      paramLabel = "DURATION",
      converter = DurationWord.class,
      description = "A run is to begin at least so often, as 26h, 90m or P1DT2H.")
  private Duration maxAge;

  @Option(
      names = "--by-calendar",
      description =
          "A run is to look after each session has settled, and to end by its deadline and what"
              + " --allow adds.")
  private boolean byCalendar;

  @Option(
      names = "--allow",
      paramLabel = "DURATION",
      defaultValue = "PT1H",
      converter = DurationWord.class,
      description = "With --by-calendar: added to each deadline (default: ${DEFAULT-VALUE}).")
  private Duration allow;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A summary.json or freshness.json that a run left: an http, https or file address, or a"
              + " path. May be given several times; without it, the database.")
  private List<String> urls = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings file (default: config/assets.yaml here): the .env beside it names the"
              + " database, its instruments are those of a summary.json.")
  private Path config;

  @Option(
      names = "--notify",
      description =
          "Tell it over the channels of the alerts file beside the settings: each finding once, and"
              + " when it is over.")
  private boolean tell;

  @Mixin private RequireOption required;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      defaultValue = "watchdog-told.json",
      description = "With --notify: remembers what was told (default: ${DEFAULT-VALUE} here).")
  private Path state;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "Judge this instant instead of now, as in 2024-07-03T17:00:00Z.")
  private Instant asOf;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print what is wrong only.")
  private boolean quiet;

  @Mixin private CiOption ci;

  @Mixin private JobOptions job;

  @Spec private CommandSpec spec;

  /**
   * @param wall the running time
   */
  WatchdogCommand(Clock wall) {
    this.wall = wall;
  }

  @Override
  public Integer call() {
    required.check(settings(), System.getenv());
    Optional<WatchdogJob> asked = asked();
    WatchdogReport report = asked.map(one -> one.look(database().server())).orElseGet(this::report);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (json) {
      out.print(report.json());
    } else {
      out.print(quiet && report.fine() ? "" : report.text());
      report.complaints().forEach(err::println);
    }
    int told = tell ? tell(report, asked).told(err) : ExitCode.OK;
    out.flush();
    err.flush();
    return ci.tell(
        settings(),
        ExitCode.first(List.of(report.exitCode(), told)),
        (places, redactor) -> CiJudged.watchdog(report, redactor));
  }

  private Path settings() {
    return config == null ? HERE : config;
  }

  private Instant judged() {
    return asOf == null ? wall.instant() : asOf;
  }

  /** The job that was asked about; nothing else is looked at then. */
  private Optional<WatchdogJob> asked() {
    if (job.incomplete()) {
      throw wrong("--ci-conclusion and --ci-url go with --ci-run");
    }
    if (job.given() && (maxAge != null || byCalendar || !urls.isEmpty())) {
      throw wrong("--ci-run goes without --max-age, --by-calendar and --url");
    }
    try {
      return job.given() ? Optional.of(WatchdogJob.of(job, judged())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private Sending tell(WatchdogReport report, Optional<WatchdogJob> asked) {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = json ? err : spec.commandLine().getOut();
    if (asked.isEmpty()) {
      return telling(out).tell(report);
    }
    Remedy remedy = new Remedy(Optional.ofNullable(config), Optional.empty());
    Surroundings around =
        new Surroundings(System.getenv(), Optional.of(settings()), remedy, out, err);
    return asked.get().tell(report, around, wall);
  }

  private WatchdogTelling telling(PrintWriter out) {
    Path file = settings();
    EnvironmentValues environment =
        SettingsReader.environment(ProjectFolder.of(file).path(), System.getenv());
    Lines lines = AlertSetup.lines(Optional.of(file), wall, out);
    return new WatchdogTelling(
        AlertSetup.settings(file, System.getenv(), environment),
        lines::of,
        environment.env(),
        new ToldFile(state));
  }

  private WatchdogReport report() {
    Terms terms = terms();
    WatchdogLook look = new WatchdogLook(terms, asOf == null);
    if (urls.isEmpty()) {
      look.database(database().server());
      return look.report();
    }
    List<Promise> promised = byCalendar ? promised(terms.now()) : List.of();
    for (String url : urls) {
      StatusAddress address = address(url);
      look.file(
          new StatusFile(address, StatusFile.PATIENCE, StatusFile.LARGEST), address, promised);
    }
    check(look, promised);
    return look.report();
  }

  private Terms terms() {
    if (maxAge == null && !byCalendar) {
      throw wrong("say what is expected of runs: --max-age 26h, or --by-calendar, or both");
    }
    if (maxAge != null && (maxAge.isZero() || maxAge.compareTo(LONGEST) > 0)) {
      throw wrong("--max-age: more than nothing and at most 366d is wanted, not " + maxAge);
    }
    if (allow.compareTo(LONGEST) > 0) {
      throw wrong("--allow: at most 366d is wanted, not " + allow);
    }
    return new Terms(
        judged(), Optional.ofNullable(maxAge), byCalendar ? Optional.of(allow) : Optional.empty());
  }

  private LedgerChoice database() {
    Path project = ProjectFolder.of(settings()).path();
    EnvironmentValues environment = SettingsReader.environment(project, System.getenv());
    if (environment.databaseUrl().isEmpty()) {
      throw wrong(
          environment
              .whence()
              .missing(
                  "DATABASE_URL",
                  ". Set it to the database of the runs, or name a file of theirs with --url"));
    }
    return new LedgerChoice(project, environment, System.getenv());
  }

  private StatusAddress address(String url) {
    try {
      return StatusAddress.of(url);
    } catch (IllegalArgumentException e) {
      throw wrong("--url: " + e.getMessage());
    }
  }

  /** Empty without settings: those that came with the program are of nobody's runs. */
  private List<Promise> promised(Instant now) {
    return settingsFile()
        .map(
            file ->
                SettingsReader.read(file, System.getenv(), Optional.empty(), Optional.empty())
                    .settings())
        .map(settings -> SetPromises.of(settings, now))
        .orElse(List.of());
  }

  private Optional<Path> settingsFile() {
    return Optional.ofNullable(config).or(() -> Optional.of(HERE).filter(Files::exists));
  }

  /** What was asked for and cannot be told from these files is not passed over. */
  private void check(WatchdogLook look, List<Promise> promised) {
    if (maxAge != null && look.only(Recorded.Extent.NO_TIMES)) {
      throw wrong(
          "--max-age: a freshness.json says no time at which it was written; name the summary.json"
              + " beside it, or ask --by-calendar");
    }
    if (byCalendar && promised.isEmpty() && look.only(Recorded.Extent.NEWEST_RUN)) {
      throw wrong(
          "--by-calendar: a summary.json names no instruments; name with --config the settings of"
              + " its runs, whose instruments have calendars, or with --url the freshness.json"
              + " beside it");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
