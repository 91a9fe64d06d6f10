package io.dataflow.sentinel;

import io.dataflow.sentinel.daemon.Agenda;
import io.dataflow.sentinel.daemon.Duties;
import io.dataflow.sentinel.daemon.Timetable;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.ledger.RunEnd;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The duties of a daemon on one project; settings and parts are made anew for each. */
final class DaemonDuties implements Duties {
  /** A database that is started anew is away for less. */
  private static final int FAILURES_UNTIL_TOLD = 3;

  /** The same problem is said again after this. */
  private static final Duration SAID_AGAIN = Duration.ofHours(1);

  private static final int MOST_NAMED = 4;

  /** Among so many there is one that ended. */
  private static final int RECENT = 20;

  private final DataOptions options;
  private final DaemonState state;
  private final DaemonLog log;
  private final Map<String, Instant> said = new HashMap<>();
  private Optional<Agenda.Coming> announced = Optional.empty();

  DaemonDuties(DataOptions options, DaemonState state, DaemonLog log) {
    this.options = options;
    this.state = state;
    this.log = log;
  }

  @Override
  public Agenda agenda(Instant now) {
    try (Sentinel sentinel = options.open()) {
      sentinel.contracts();
      sentinel.instruments().check();
      Map<String, Instant> checks = new HashMap<>();
      List<FeedVerdict> verdicts = new ArrayList<>();
      if (sentinel.everRan()) {
        sentinel.ledger().open();
        for (Watched watched : watched(sentinel, now)) {
          FeedVerdict verdict = watched.verdict(now);
          verdicts.add(verdict);
          checks.put(
              verdict.feed().instrument(),
              Timetable.next(verdict, watched.evidence(), watched.since(), now));
        }
      } else {
        sentinel.chosenInstruments().forEach(one -> checks.put(one.asset().symbol().value(), now));
      }
      return new Agenda(
          checks, NextDeadline.of(verdicts).filter(deadline -> deadline.isAfter(now)));
    }
  }

  private static List<Watched> watched(Sentinel sentinel, Instant now) {
    return sentinel
        .watcher()
        .evidence(sentinel.chosenInstruments(), now, Watcher.Terms.SET_NOW, Watcher.Window.at(now));
  }

  /** While another run is at work nothing is wrong, and nobody is told that it were. */
  @Override
  public void run(List<String> instruments) {
    Pulse pulse = Pulse.of(options, log.err());
    List<RunLock.LockedException> locked = new ArrayList<>();
    state.works(instruments);
    pulse.during(
        () -> {
          try {
            return asked(instruments, pulse);
          } catch (RunLock.LockedException e) {
            locked.add(e);
            return ExitCode.NOT_EVALUATED;
          }
        });
    if (!locked.isEmpty()) {
      throw locked.get(0);
    }
  }

  private int asked(List<String> instruments, Pulse pulse) {
    try (Sentinel sentinel = options.open(instruments)) {
      Waiting waiting = Waiting.none(log::problem);
      RunReport report =
          new Runner(sentinel, "daemon", Plan.usual(), options.wall(), waiting, pulse)
              .run(landed -> {});
      int code = report.exitCode();
      state.ran(report.runId(), code, options.wall().instant());
      log.say(
          "asked for %s: run %s ended with code %d (%s)"
              .formatted(named(instruments), report.runId(), code, ExitCode.words(code)));
      report.problems().forEach(log::problem);
      return code;
    }
  }

  @Override
  public void look() {
    try (Sentinel sentinel = options.open()) {
      if (!sentinel.everRan()) {
        return;
      }
      AlertDesk desk = sentinel.alerts(options.wall());
      NotifyRound round =
          NotifyRound.of(
              sentinel,
              desk,
              options.terms(),
              () -> new LedgerOutage(sentinel, desk).over(state.nameless()));
      round.unjudged().ifPresent(why -> once("could not judge: " + why));
      round.sending().problems().forEach(this::once);
      if (round.sending().sent() > 0) {
        log.say(
            "sent "
                + round.sending().sent()
                + (round.sending().sent() == 1 ? " message" : " messages"));
      }
    }
  }

  /** With the code of the last run, so that a beat never hides one that failed. */
  @Override
  public void beat() {
    lastCode()
        .ifPresent(
            code ->
                Pulse.of(options, log.err())
                    .ended(
                        state.nameless(),
                        code,
                        List.of("no run was due; this is the last one's code")));
  }

  private Optional<Integer> lastCode() {
    try (Sentinel sentinel = options.open()) {
      return sentinel.everRan()
          ? sentinel.ledger().runs(RECENT).stream()
              .flatMap(run -> run.end().stream())
              .map(RunEnd::exitCode)
              .findFirst()
          : Optional.empty();
    }
  }

  @Override
  public void rests(Agenda.Coming next) {
    if (announced.filter(next::equals).isEmpty()) {
      announced = Optional.of(next);
      log.say("next: " + named(next.instruments()) + " at " + ReportText.moment(next.at()));
    }
    state.awaits(next);
  }

  @Override
  public void alive(Instant until) {
    state.rests(until, options.wall().instant());
  }

  @Override
  public void failed(RuntimeException cause, int inARow) {
    if (cause instanceof InvalidFileException invalid) {
      long fresh = invalid.problems().stream().filter(this::once).count();
      if (fresh > 0) {
        Pulse.of(options, log.err()).ended(state.nameless(), ExitCode.USAGE, invalid.problems());
      }
      return;
    }
    once(String.valueOf(cause.getMessage()));
    if (cause instanceof LedgerException && inARow == FAILURES_UNTIL_TOLD) {
      tellOfTheLedger(cause);
    } else if (Crashes.unexpected(cause)) {
      Crashes.of(options.configFile(), System.getenv(), log.err())
          .report(cause, Map.of("command", "sentinel daemon"));
    }
  }

  private void tellOfTheLedger(RuntimeException cause) {
    try (Sentinel sentinel = options.open()) {
      new LedgerOutage(sentinel, sentinel.alerts(options.wall()))
          .tell(state.nameless(), cause.getMessage())
          .problems()
          .forEach(this::once);
    } catch (RuntimeException e) {
      once("people could not be told: " + e.getMessage());
    }
  }

  /** The same problem each minute would drown the others; whether it was said now. */
  private boolean once(String problem) {
    Instant now = options.wall().instant();
    said.values().removeIf(at -> at.plus(SAID_AGAIN).isBefore(now) || at.isAfter(now));
    boolean fresh = said.putIfAbsent(problem, now) == null;
    if (fresh) {
      log.problem(problem);
    }
    return fresh;
  }

  private static String named(List<String> instruments) {
    int more = instruments.size() - MOST_NAMED;
    return String.join(", ", instruments.stream().limit(MOST_NAMED).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }
}
