package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sentinel freshness}: the verdicts at an instant, of the lake or of tables of a user's own.
 */
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    description = {
      "Judges the lake, without asking a source or writing; or, with DATA, tables of your own, whose",
      "looks it remembers. Exit codes: 0 fresh, 1 late or stale, 3 could not evaluate, 4 bad settings,",
      "5 could not record or deliver."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel freshness",
      "  sentinel freshness --only AAPL --as-of 2024-07-03T23:30:00Z --json",
      "  sentinel freshness 'prices/*.parquet' --instrument-column symbol --session-column date \\",
      "      --calendar XNYS --lag 2h",
      "  sentinel freshness ticks.csv --instrument-column symbol --session-column time \\",
      "      --calendar XNYS --lag 15m --interval 5m",
      "  sentinel freshness --table market.bars --instrument-column isin --session-column day \\",
      "      --calendar XLON --lag PT2H --grace PT30M",
      "  sentinel freshness tables.yaml --quiet --notify"
    })
final class FreshnessCommand implements Callable<Integer> {
  @Mixin private DataOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "DATA",
      description =
          "Parquet or CSV files, a folder or a pattern; the address of a PostgreSQL, with --table; or"
              + " a YAML file that names tables. Without it the lake is judged.")
  private List<String> data = new ArrayList<>();

  @Mixin private TableOptions table;

  @Option(names = "--no-record", description = "Judge DATA and remember nothing of it.")
  private boolean dry;

  @Option(
      names = "--notify",
      description = "Make incidents of what is overdue in DATA, and tell people as runs do.")
  private boolean tell;

  @Mixin private CiOption ci;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (tell && dry) {
      throw new ParameterException(
          spec.commandLine(), "--notify and --no-record: what is told has to be remembered");
    }
    if (!data.isEmpty() || table.given() || dry) {
      TableChecks.Keeping keeping = dry ? TableChecks.Keeping.DRY : TableChecks.Keeping.KEPT;
      TableRun run = new TableRun(spec.commandLine(), options, options.wall(), keeping);
      return run.run(data, table, this::ended);
    }
    if (tell) {
      throw new ParameterException(
          spec.commandLine(),
          "--notify goes with DATA; what is overdue in the lake is told by: sentinel notify");
    }
    return lake();
  }

  /** What people are told, and a job of a CI. */
  private int ended(List<TableReport> reports, int code) {
    int all = tell ? ExitCode.first(List.of(code, told(reports))) : code;
    return ci.tell(
        options.configFile(), all, (places, redactor) -> CiJudged.tables(reports, redactor));
  }

  private int told(List<TableReport> reports) {
    try (Sentinel sentinel = options.open()) {
      AlertDesk desk = sentinel.alerts(options.wall());
      Surveyor surveyor = new Surveyor(sentinel.clock().instant());
      reports.forEach(report -> report.into(surveyor));
      desk.see(surveyor.survey(), Optional.empty());
      return Sending.of(desk).told(spec.commandLine().getErr());
    }
  }

  private int lake() {
    PrintWriter out = spec.commandLine().getOut();
    try (Sentinel sentinel = options.open()) {
      sentinel.instruments().check();
      if (!sentinel.everRan()) {
        String why = sentinel.nothingRan() + ", so there is nothing to judge. Next: sentinel run";
        spec.commandLine().getErr().println(why);
        return ci.failed(options.configFile(), List.of(why), ExitCode.NOT_EVALUATED);
      }
      sentinel.ledger().open();
      Instant now = sentinel.clock().instant();
      List<Instrument> known = sentinel.chosenInstruments();
      List<FeedVerdict> verdicts = sentinel.watcher().judge(known, now, options.terms());
      List<RunReport.Line> lines = new ArrayList<>();
      for (int i = 0; i < known.size(); i++) {
        lines.add(new RunReport.Line(verdicts.get(i), known.get(i).calendarRule()));
      }
      print(out, sentinel, lines, now);
      out.flush();
      return ci.tell(
          options.configFile(),
          ExitCode.of(troubles(verdicts)),
          (places, redactor) ->
              CiJudged.lake(verdicts, now, sentinel.settings(), places, redactor));
    }
  }

  private void print(PrintWriter out, Sentinel sentinel, List<RunReport.Line> lines, Instant now) {
    FreshnessFile.Data data = Simulation.of(sentinel);
    if (options.json()) {
      out.print(
          FreshnessFile.text(
              lines.stream()
                  .map(l -> new FreshnessFile.Entry(l.verdict(), l.calendarRule()))
                  .toList(),
              now,
              data));
    } else if (options.quiet()) {
      lines.stream()
          .map(RunReport.Line::verdict)
          .filter(v -> v.verdict() != Verdict.FRESH || !v.holes().isEmpty())
          .map(v -> v.feed().instrument() + ": " + v.verdict() + ", " + v.reason())
          .forEach(spec.commandLine().getErr()::println);
    } else {
      DatasetVerdict dataset =
          DatasetVerdict.of(
              SilverTables.BARS.fullName(), lines.stream().map(RunReport.Line::verdict).toList());
      String mark = data == FreshnessFile.Data.SIMULATED ? "SIMULATED DATA. " : "";
      out.println(
          mark
              + "As of "
              + ReportText.moment(now)
              + ": "
              + dataset.verdict()
              + ", "
              + dataset.reason());
      out.println();
      out.print(ReportText.table(lines));
    }
  }

  /** What keeps verdicts from being well. */
  static Set<Trouble> troubles(List<FeedVerdict> verdicts) {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    for (FeedVerdict verdict : verdicts) {
      if (verdict.verdict() == Verdict.UNKNOWN) {
        troubles.add(Trouble.NOT_EVALUATED);
      } else if (verdict.verdict() != Verdict.FRESH || !verdict.holes().isEmpty()) {
        troubles.add(Trouble.DATA);
      }
    }
    return troubles;
  }
}
