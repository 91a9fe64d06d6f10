package io.dataflow.sentinel;

import io.dataflow.sentinel.config.LogLevel;
import io.dataflow.sentinel.export.Monitored;
import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run that broke: its report, with every instrument unknown. */
final class BrokenRun {
  /** Stages that write; a failure there means that a result could not be recorded. */
  private static final Set<String> WRITING =
      Set.of("fetch", "promote", "gold", "report", "publish", "export", "notify");

  private final Sentinel sentinel;
  private final String command;
  private final String run;
  private final RunLog log;

  BrokenRun(Sentinel sentinel, String command, String run, RunLog log) {
    this.sentinel = sentinel;
    this.command = command;
    this.run = run;
    this.log = log;
  }

  /** Says so where readers look, as far as the disk lets it. */
  RunReport of(RuntimeException cause) {
    boolean unexpected = Crashes.unexpected(cause);
    boolean writing = WRITING.contains(log.currentStage()) && !unexpected;
    Trouble trouble = writing ? Trouble.NOT_RECORDED : Trouble.NOT_EVALUATED;
    String what = unexpected ? cause.toString() : cause.getMessage();
    String problem = log.currentStage() + ": " + what;
    log.event(LogLevel.ERROR, problem, Map.of("cause", cause.toString()));
    List<RunReport.Line> lines =
        sentinel.settings().assets().stream()
            .map(
                a ->
                    FeedVerdict.unknown(
                        new Feed(SilverTables.BARS.fullName(), a.symbol().value(), a.interval()),
                        problem))
            .map(v -> new RunReport.Line(v, RunReport.NOT_EVALUATED))
            .toList();
    RunReport report = broken(lines, List.of(problem), Set.of(trouble));
    Reporter reporter = new Reporter(sentinel.settings().paths(), log::instant);
    try {
      reporter.freshness(report.lines(), report.asOf(), report.data());
      reporter.summary(report);
      exports(reporter, report, lastSuccess(cause));
      return report;
    } catch (UncheckedIOException e) {
      String unsaid = "the report could not be written, an older one may lie there: ";
      log.event(LogLevel.ERROR, unsaid + e.getMessage(), Map.of());
      List<String> problems = List.of(problem, unsaid + e.getMessage());
      return broken(lines, problems, EnumSet.of(trouble, Trouble.NOT_RECORDED));
    }
  }

  private void exports(Reporter reporter, RunReport report, Optional<Instant> lastSuccess) {
    List<FeedVerdict> verdicts = report.lines().stream().map(RunReport.Line::verdict).toList();
    Monitored.Job job =
        new Monitored.Job(
            command,
            lastSuccess,
            Optional.of(report.ended()),
            JobHistory.durations(report.stages()),
            Optional.empty(),
            Optional.empty());
    reporter.exports(
        new Exports(verdicts, List.of(), report.asOf(), report.data()), job, report.ended());
  }

  /** An earlier one, unless it is the ledger that broke: asked again it would wait once more. */
  private Optional<Instant> lastSuccess(RuntimeException cause) {
    if (cause instanceof LedgerException) {
      return Optional.empty();
    }
    try {
      return new JobHistory(sentinel.ledger()).lastSuccess(command);
    } catch (LedgerException e) {
      log.event(LogLevel.ERROR, "the last success is not known: " + e.getMessage(), Map.of());
      return Optional.empty();
    }
  }

  private RunReport broken(
      List<RunReport.Line> lines, List<String> problems, Set<Trouble> troubles) {
    return new RunReport(
        run,
        sentinel.clock().instant(),
        log.instant(),
        sentinel.source().location(),
        FreshnessFile.Data.REAL,
        lines,
        List.of(),
        Promoted.nothing(),
        Map.of(),
        DatasetVerdict.of(
            SilverTables.BARS.fullName(), lines.stream().map(RunReport.Line::verdict).toList()),
        log.stages(),
        problems,
        troubles);
  }
}
