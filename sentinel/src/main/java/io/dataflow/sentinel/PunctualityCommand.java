package io.dataflow.sentinel;

import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.yaml.Suggestion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel punctuality}: when bars arrived, and the lag and grace that suggests. */
@Command(
    name = "punctuality",
    mixinStandardHelpOptions = true,
    description = {
      "How long after its close each session arrived, by weekday and for special hours, from the",
      "looks the ledger keeps. Proposes lag and grace for a wanted rate of false alarms, and",
      "replays the same sessions under them. Without a symbol: a line an instrument."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel punctuality",
      "  sentinel punctuality AAPL",
      "  sentinel punctuality AAPL --false-alarms 1/year --json"
    })
final class PunctualityCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "SYMBOL",
      description = "Watched instruments; without any, all in a table.")
  private List<String> symbols = List.of();

  @Option(
      names = "--false-alarms",
      paramLabel = "RATE",
      defaultValue = "1%",
      description =
          "How many false alarms are wanted at most: 1%% of the sessions, or 2/year"
              + " (default: ${DEFAULT-VALUE}).")
  private FalseAlarmRate wanted;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "The name of a table of your own that sentinel freshness checks (default: silver.bars,"
              + " the pipeline's own).")
  private String dataset = SilverTables.BARS.fullName();

  @Mixin private DataOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return dataset.equals(SilverTables.BARS.fullName()) ? ofTheLake() : ofAnOwnTable();
  }

  private int ofTheLake() {
    try (Sentinel sentinel = options.open()) {
      if (!sentinel.everRan()) {
        say("nothing has run yet, so nothing was looked at. Next: sentinel run");
        return ExitCode.NOT_EVALUATED;
      }
      return reports(sentinel.ledger(), sentinel.calendars());
    }
  }

  /** Where {@code sentinel freshness DATA} keeps its looks. */
  private int ofAnOwnTable() {
    Path here = Path.of("").toAbsolutePath();
    Path project = options.namedConfig().map(f -> ProjectFolder.of(f).path()).orElse(here);
    try (OwnTables parts =
        OwnTables.of(project, options.namedConfig(), options.data(), System.getenv())) {
      if (!parts.remembersAnything()) {
        say("no table was checked yet, so nothing was looked at. Next: sentinel freshness DATA");
        return ExitCode.NOT_EVALUATED;
      }
      return reports(parts.ledger(), parts.calendars());
    }
  }

  private int reports(Ledger ledger, Calendars calendars) {
    PrintWriter out = spec.commandLine().getOut();
    List<Feed> feeds = chosen(List.copyOf(ledger.watchedSince(dataset).keySet()));
    List<PunctualityReport> reports = new ArrayList<>();
    feeds.forEach(feed -> report(ledger, calendars, feed).ifPresent(reports::add));
    if (!reports.isEmpty() || options.json()) {
      print(out, reports);
    }
    out.flush();
    return reports.isEmpty() ? ExitCode.NOT_EVALUATED : ExitCode.OK;
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
  }

  private List<Feed> chosen(List<Feed> watched) {
    if (watched.isEmpty()) {
      say("no instrument of " + dataset + " is watched");
      return List.of();
    }
    for (String symbol : symbols) {
      if (watched.stream().noneMatch(f -> f.instrument().equalsIgnoreCase(symbol))) {
        TreeSet<String> known =
            watched.stream().map(Feed::instrument).collect(Collectors.toCollection(TreeSet::new));
        throw new ParameterException(
            spec.commandLine(),
            "no instrument \""
                + ForeignText.line(symbol)
                + "\" of "
                + dataset
                + " is watched"
                + Suggestion.of(symbol, known));
      }
    }
    return watched.stream()
        .filter(
            f -> symbols.isEmpty() || symbols.stream().anyMatch(f.instrument()::equalsIgnoreCase))
        .toList();
  }

  /** By the calendar its newest expectation was written with. */
  private Optional<PunctualityReport> report(Ledger ledger, Calendars calendars, Feed feed) {
    Instant asOf = options.clock().instant();
    List<Expectation> written = ledger.expectations(feed);
    if (written.isEmpty()) {
      say(feed.instrument() + ": nothing was promised yet");
      return Optional.empty();
    }
    String name = written.get(written.size() - 1).calendar();
    Optional<TradingCalendar> calendar = calendars.find(name);
    if (calendar.isEmpty()) {
      say(feed.instrument() + ": its calendar " + name + " is not here any more");
      return Optional.empty();
    }
    double perSession = wanted.perSession(PunctualityReport.yearly(calendar.get(), asOf));
    return PunctualityReport.of(ledger, feed, calendar.get(), perSession, asOf);
  }

  private void print(PrintWriter out, List<PunctualityReport> reports) {
    if (options.json()) {
      out.print(Json.pretty(reports.stream().map(PunctualityText::json).toList()));
    } else if (symbols.isEmpty()) {
      out.print(PunctualityText.table(reports));
    } else {
      out.print(reports.stream().map(PunctualityText::of).collect(Collectors.joining("\n")));
    }
  }
}
