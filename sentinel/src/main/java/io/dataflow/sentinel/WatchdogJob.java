package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.ledger.LedgerReading;
import io.dataflow.sentinel.ledger.RunMark;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.watchdog.Finding;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether a job of a CI left a finished run, and tells people when it did not: a run that
 * came to its end has told them itself, whatever it found.
 *
 * <p>What is told is the incident of a run that failed. It lives in the ledger, since the disk of a
 * job is empty each time; the next run that comes to its end ends it.
 */
final class WatchdogJob {
  private final CiJob job;
  private final Optional<String> conclusion;
  private final Optional<URI> url;
  private final Instant now;

  private WatchdogJob(CiJob job, Optional<String> conclusion, Optional<URI> url, Instant now) {
    this.job = job;
    this.conclusion = conclusion;
    this.url = url;
    this.now = now;
  }

  /**
   * The job somebody asks about.
   *
   * @throws IllegalArgumentException when what was said of it is not of its form
   */
  static WatchdogJob of(JobOptions said, Instant now) {
    return new WatchdogJob(said.job(), said.conclusion(), said.url(), now);
  }

  /** What is in the database of the runs; reads and writes nothing. */
  WatchdogReport look(PostgresServer server) {
    try (LedgerReading ledger = new LedgerReading(server)) {
      List<RunMark> runs = ledger.runsOf(job.text());
      boolean finished = runs.stream().anyMatch(run -> run.end().isPresent());
      List<Finding> findings = finished ? List.of() : List.of(finding(runs, ledger.where()));
      return new WatchdogReport(now, List.of(ledger.where()), findings, List.of());
    } catch (LedgerException e) {
      return new WatchdogReport(
          now,
          List.of(),
          List.of(),
          List.of(new WatchdogReport.Unreached(server.where(), e.getMessage())));
    }
  }

  private Finding finding(List<RunMark> runs, String where) {
    Optional<RunMark> begun = runs.stream().findFirst();
    return new Finding(
        Finding.Kind.WITHOUT_RUN,
        where,
        "job " + job.text() + " is over and left no finished run",
        begun.map(RunMark::startedAt),
        "a run that ends, with whatever exit code",
        cause(begun),
        url.map(log -> "look at " + log).orElse("look at the log of that job"));
  }

  private String cause(Optional<RunMark> begun) {
    String ended = conclusion.map(word -> "the workflow ended with " + word + "; ").orElse("");
    return ended
        + begun
            .map(run -> "its run " + run.runId() + " began and was cut off")
            .orElse(
                "the program did not get as far as a run: it could not be built, a secret is"
                    + " missing, or the machine was taken away");
  }

  /** Tells people, once for the time it lasts. */
  Sending tell(WatchdogReport report, Surroundings around, Clock wall) {
    Settings settings =
        SettingsReader.read(
                around.settingsFile().orElseThrow(),
                around.environment(),
                Optional.empty(),
                Optional.empty())
            .settings();
    try (Sentinel sentinel =
        new Sentinel(settings, Set.of(), Clock.fixed(now, ZoneOffset.UTC), around)) {
      return tell(report, sentinel, wall);
    }
  }

  private Sending tell(WatchdogReport report, Sentinel sentinel, Clock wall) {
    RunAlerts alerts = new RunAlerts(sentinel, sentinel.alerts(wall));
    if (!report.unreached().isEmpty()) {
      String why = report.unreached().get(0).why();
      return alerts.withoutLedger(job.name(), "after job " + job.text() + ": " + why);
    }
    try {
      if (report.findings().isEmpty() || told(sentinel)) {
        return alerts.pending();
      }
      Finding finding = report.findings().get(0);
      String cause = finding.title() + ": " + finding.cause() + "; " + finding.command();
      return alerts.broke(cause, finding.since().orElse(now), () -> {});
    } catch (LedgerException e) {
      return alerts.withoutLedger(job.name(), "after job " + job.text() + ": " + e.getMessage());
    }
  }

  /** Asked again about the same workflow run, it is no worse than before. */
  private boolean told(Sentinel sentinel) {
    return sentinel.ledger().incidents().open().stream()
        .filter(incident -> incident.fingerprint().what() == IncidentClass.RUN_FAILED)
        .anyMatch(incident -> incident.detail().cause().contains("job " + job.run() + "/"));
  }
}
