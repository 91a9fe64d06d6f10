package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.Due;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.Run;
import io.dataflow.sentinel.ledger.RunEnd;
import io.dataflow.sentinel.ledger.RunStart;
import io.dataflow.sentinel.warehouse.Dashboard;
import io.dataflow.sentinel.warehouse.Published;
import io.dataflow.sentinel.warehouse.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Publishes the lake, with what the ledger and the verdicts say for dashboards. */
final class Publisher {
  private static final int FEW = 16;

  private final Warehouse warehouse;
  private final Ledger ledger;

  Publisher(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.ledger = ledger;
  }

  /** What changed, as part of a run that ends with this report. */
  Published changes(RunReport report, List<FeedVerdict> verdicts) {
    Optional<RunEnd> end = Optional.of(new RunEnd(report.ended(), report.exitCode(), "{}"));
    List<Object[]> freshness = freshness(verdicts, report.asOf(), Optional.of(report.runId()));
    return warehouse.publish(
        Warehouse.Scope.CHANGES,
        since ->
            dashboard(
                freshness,
                runs(since).stream()
                    .map(
                        r -> r.start().runId().equals(report.runId()) ? new Run(r.start(), end) : r)
                    .toList()));
  }

  /** Outside of a run. */
  Published publish(Warehouse.Scope scope, List<FeedVerdict> verdicts, Instant asOf) {
    List<Object[]> freshness = freshness(verdicts, asOf, Optional.empty());
    return warehouse.publish(scope, since -> dashboard(freshness, runs(since)));
  }

  private Dashboard dashboard(List<Object[]> freshness, List<Run> runs) {
    List<Object[]> checks = new ArrayList<>();
    for (Run run : runs) {
      String id = run.start().runId();
      ledger
          .checks(id)
          .forEach(
              c ->
                  checks.add(
                      new Object[] {
                        id,
                        c.dataset(),
                        c.instrument().orElse(null),
                        c.checkName(),
                        c.outcome().name(),
                        c.expected(),
                        c.actual(),
                        c.failedRows()
                      }));
    }
    return new Dashboard(
        Optional.of(freshness), runs.stream().map(Publisher::row).toList(), checks);
  }

  /** The runs that began at an instant or later; read a few at first, as most often few are due. */
  private List<Run> runs(Optional<Instant> since) {
    int limit = since.isPresent() ? FEW : Integer.MAX_VALUE;
    List<Run> runs = ledger.runs(limit);
    while (runs.size() == limit && !before(runs.get(runs.size() - 1), since)) {
      limit *= 4;
      runs = ledger.runs(limit);
    }
    return runs.stream().filter(r -> !before(r, since)).toList();
  }

  private static boolean before(Run run, Optional<Instant> since) {
    return since.filter(s -> run.start().startedAt().isBefore(s)).isPresent();
  }

  private static Object[] row(Run run) {
    RunStart start = run.start();
    return new Object[] {
      start.runId(),
      start.startedAt(),
      start.asOf(),
      start.command(),
      start.programVersion(),
      start.sourceUrl(),
      start.host(),
      run.end().map(RunEnd::finishedAt).orElse(null),
      run.end().map(e -> (long) e.exitCode()).orElse(null)
    };
  }

  private static List<Object[]> freshness(
      List<FeedVerdict> verdicts, Instant asOf, Optional<String> run) {
    return verdicts.stream().map(v -> row(v, asOf, run)).toList();
  }

  private static Object[] row(FeedVerdict verdict, Instant asOf, Optional<String> run) {
    return new Object[] {
      verdict.feed().dataset(),
      verdict.feed().instrument(),
      verdict.feed().interval().code(),
      verdict.verdict().name(),
      verdict
          .expected()
          .flatMap(due -> verdict.on(due.session()))
          .flatMap(SessionVerdict::cause)
          .map(Cause::words)
          .orElse(null),
      verdict.reason(),
      verdict.calendar().orElse(null),
      verdict.lastHeld().orElse(null),
      verdict.expected().map(Due::session).orElse(null),
      verdict.expected().map(Due::deadline).orElse(null),
      verdict.next().map(Due::session).orElse(null),
      verdict.next().map(Due::deadline).orElse(null),
      (long) verdict.coverage().due(),
      (long) verdict.coverage().arrived(),
      asOf,
      run.orElse(null)
    };
  }
}
