package io.dataflow.sentinel;

import io.dataflow.sentinel.config.LogLevel;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.ledger.LeaseLostException;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.ledger.RunStart;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Runs the pipeline once with everything around it: lock, log, ledger, and what to do on failure.
 */
final class Runner {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Sentinel sentinel;
  private final String command;
  private final Plan plan;
  private final Clock wall;
  private final Waiting waiting;
  private final Pulse pulse;
  private RunAlerts alerts;

  Runner(Sentinel sentinel, String command, Clock wall) {
    this(sentinel, command, Plan.usual(), wall, Waiting.none(line -> {}), Pulse.none());
  }

  /**
   * @param plan what is to be asked for
   * @param waiting while another run is at work
   * @param pulse is told when it begins and how it ends
   */
  Runner(Sentinel sentinel, String command, Plan plan, Clock wall, Waiting waiting, Pulse pulse) {
    this.sentinel = sentinel;
    this.plan = plan;
    this.command = command;
    this.wall = wall;
    this.waiting = waiting;
    this.pulse = pulse;
  }

  /**
   * One run to its end.
   *
   * @throws RunLock.LockedException when another run is at work on the same data
   * @throws LeaseLostException when another one took over; nothing more was written
   */
  RunReport run(Consumer<Landed> progress) {
    Settings settings = sentinel.settings();
    sentinel.prepare();
    String run = newRunId(RunOrder.after(sentinel.bronze(), wall.instant()));
    sentinel.contracts();
    sentinel.instruments().check();
    alerts = new RunAlerts(sentinel, sentinel.alerts(wall));
    try (RunLock lock = RunLock.taken(settings.paths().state(), run, wall, waiting);
        RunLog log =
            new RunLog(
                settings.paths().logs(),
                run,
                wall,
                settings.environment().logLevel(),
                alerts.redactor())) {
      pulse.began(run);
      RunReport report = guarded(run, log, progress);
      report.problems().forEach(p -> log.event(LogLevel.WARN, p, Map.of()));
      log.event(LogLevel.INFO, "run ended", Map.of("exit_code", report.exitCode()));
      pulse
          .ended(run, report.exitCode(), report.problems())
          .ifPresent(untold -> log.event(LogLevel.WARN, untold, Map.of()));
      return report;
    }
  }

  private RunReport guarded(String run, RunLog log, Consumer<Landed> progress) {
    Waiting logged = waiting.alsoTold(line -> log.event(LogLevel.WARN, line, Map.of()));
    try (LakeLease lease = sentinel.lease(run, wall, logged)) {
      log.event(LogLevel.INFO, "run started", Map.of("source", sentinel.source().location()));
      sentinel.ledger().startRun(start(run));
      RunReport report =
          new Pipeline(sentinel, run, command, plan, log, alerts)
              .run(
                  landed -> {
                    log.event(LogLevel.INFO, "request ended", details(landed));
                    progress.accept(landed);
                  });
      finish(run, log, report);
      return report;
    } catch (LeaseLostException e) {
      log.event(LogLevel.ERROR, e.getMessage(), Map.of());
      throw e; // the reports are the other run's now
    } catch (RuntimeException e) {
      if (Crashes.refusal(e)) {
        throw e;
      }
      return failed(run, log, e);
    }
  }

  private static Map<String, ?> details(Landed landed) {
    return Map.of(
        "symbol",
        landed.request().symbol().value(),
        "outcome",
        landed.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT),
        "detail",
        landed.failure().orElse(""));
  }

  private void finish(String run, RunLog log, RunReport report) {
    sentinel
        .ledger()
        .atomically(
            () -> {
              sentinel.ledger().recordStages(run, log.stages());
              sentinel
                  .ledger()
                  .finishRun(run, report.ended(), report.exitCode(), Reporter.summaryText(report));
            });
  }

  private RunStart start(String run) {
    return new RunStart(
        run,
        wall.instant(),
        sentinel.clock().instant(),
        command,
        ProgramVersion.line(),
        sentinel.source().location(),
        ThisProcess.host(),
        ProcessHandle.current().pid(),
        CiJob.of(sentinel.surroundings().environment()).map(CiJob::text));
  }

  /** A run that broke still says so where readers look, and to people. */
  private RunReport failed(String run, RunLog log, RuntimeException cause) {
    String stage = log.currentStage();
    try {
      RunReport report = new BrokenRun(sentinel, command, run, log).of(cause);
      RunReport told = told(run, log, report, cause).into(report);
      told.problems().stream()
          .skip(report.problems().size())
          .forEach(p -> log.event(LogLevel.ERROR, p, Map.of()));
      return told;
    } finally {
      // also when a full disk keeps the log from saying so
      Surroundings around = sentinel.surroundings();
      Crashes.of(
              sentinel.settings().environment(),
              around.environment(),
              alerts.redactor(),
              around.err())
          .report(cause, Map.of("run", run, "stage", stage, "command", command));
    }
  }

  private Sending told(String run, RunLog log, RunReport report, RuntimeException cause) {
    String problem = report.problems().get(0);
    if (cause instanceof LedgerException) {
      return alerts.withoutLedger(run, problem);
    }
    try {
      return alerts.broke(problem, report.asOf(), () -> finish(run, log, report));
    } catch (LedgerException e) {
      return alerts.withoutLedger(run, problem + "; and " + e.getMessage());
    } catch (RuntimeException e) {
      if (e != cause) {
        cause.addSuppressed(e); // what broke the run may well break its telling
      }
      return new Sending(0, List.of("people could not be told: " + e), List.of());
    }
  }

  static String newRunId(Instant now) {
    int random = ThreadLocalRandom.current().nextInt(0x10000);
    return RUN_ID.format(now) + String.format(Locale.ROOT, "-%04x", random);
  }
}
