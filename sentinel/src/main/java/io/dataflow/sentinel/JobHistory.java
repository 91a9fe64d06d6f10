package io.dataflow.sentinel;

import io.dataflow.sentinel.export.Monitored;
import io.dataflow.sentinel.ledger.Batch;
import io.dataflow.sentinel.ledger.CheckRow;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.Run;
import io.dataflow.sentinel.ledger.RunEnd;
import io.dataflow.sentinel.ledger.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the ledger knows of earlier runs, in the words of a monitor. */
final class JobHistory {
  /** Codes of runs that came to verdicts; bad data is no failure of the job. */
  private static final Set<Integer> EVALUATED =
      Set.of(ExitCode.OK, ExitCode.DATA, ExitCode.WARNINGS);

  private static final String CHECK = "freshness";
  private static final int FIRST_LOOK = 20;
  private static final Set<String> NOT_ACCEPTED_BARS = Set.of("refused", "warned");

  private final Ledger ledger;

  JobHistory(Ledger ledger) {
    this.ledger = ledger;
  }

  private static boolean succeeded(int exitCode) {
    return EVALUATED.contains(exitCode);
  }

  /** When a run of a command last came to verdicts; a run that has not ended does not count. */
  Optional<Instant> lastSuccess(String command) {
    return newest(
            run ->
                run.start().command().equals(command)
                    && run.end().filter(end -> succeeded(end.exitCode())).isPresent())
        .flatMap(Run::end)
        .map(RunEnd::finishedAt);
  }

  /** The run that is about to end. */
  Monitored.Job job(String command, RunReport report, List<Stage> stages) {
    Instant ended = report.ended();
    return new Monitored.Job(
        command,
        succeeded(report.exitCode()) ? Optional.of(ended) : lastSuccess(command),
        Optional.of(ended),
        durations(stages),
        Optional.of(checked(report.promoted().counts())),
        Optional.of(quarantined(report.runId())));
  }

  /** The last run of the pipeline that ended; checks of a user's own tables are none of it. */
  Optional<Monitored.Job> lastJob() {
    return newest(run -> run.end().isPresent() && !run.start().command().equals(CHECK))
        .map(this::job);
  }

  /** A success may lie far back, so more runs are read only when the last ones hold none. */
  private Optional<Run> newest(Predicate<Run> wanted) {
    int limit = FIRST_LOOK;
    while (true) {
      List<Run> runs = ledger.runs(limit);
      Optional<Run> found = runs.stream().filter(wanted).findFirst();
      if (found.isPresent() || runs.size() < limit) {
        return found;
      }
      limit *= 10;
    }
  }

  private Monitored.Job job(Run run) {
    String id = run.start().runId();
    List<Batch> batches = ledger.past().batchesOf(id);
    Optional<Map<String, Map<String, Long>>> counts =
        Optional.of(BatchResults.of(batches)).filter(none -> !batches.isEmpty());
    return new Monitored.Job(
        run.start().command(),
        lastSuccess(run.start().command()),
        run.end().map(RunEnd::finishedAt),
        durations(ledger.stages(id)),
        counts.map(JobHistory::checked),
        counts.map(c -> quarantined(id)));
  }

  static Map<String, Duration> durations(List<Stage> stages) {
    Map<String, Duration> durations = new TreeMap<>();
    stages.forEach(s -> durations.merge(s.name(), Duration.ofMillis(s.millis()), Duration::plus));
    return durations;
  }

  /** Bars by how they met their contract, out of what became of them. */
  static Monitored.Checked checked(Map<String, Map<String, Long>> counts) {
    long accepted = 0;
    long warned = 0;
    long refused = 0;
    for (Map<String, Long> changes : counts.values()) {
      warned += changes.getOrDefault("warned", 0L);
      refused += changes.getOrDefault("refused", 0L);
      accepted +=
          changes.entrySet().stream()
              .filter(e -> !NOT_ACCEPTED_BARS.contains(e.getKey()))
              .mapToLong(Map.Entry::getValue)
              .sum();
    }
    return new Monitored.Checked(accepted - warned, warned, refused);
  }

  /** Rows a run refused, by dataset and rule. */
  Map<Monitored.Rule, Long> quarantined(String run) {
    Map<Monitored.Rule, Long> rows = new TreeMap<>();
    for (CheckRow check : ledger.checks(run)) {
      if (check.outcome() == CheckRow.Outcome.FAIL) {
        rows.merge(
            new Monitored.Rule(check.dataset(), check.checkName()), check.failedRows(), Long::sum);
      }
    }
    return rows;
  }
}
