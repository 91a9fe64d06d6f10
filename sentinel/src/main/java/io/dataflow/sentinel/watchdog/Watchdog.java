package io.dataflow.sentinel.watchdog;

import io.dataflow.sentinel.watchdog.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges the runs of an installation. No finding means that all is as it should be.
 *
 * <p>By {@link Terms#maxAge} the newest run began no longer ago than that. By {@link Terms#allow}
 * somebody looked for what was due: see {@link ByCalendar}. In either case the newest run that is
 * not at work ended with verdicts, and one that is at work has not been so for very long.
 */
public final class Watchdog {
  /** A first load of thousands of instruments takes hours; no run of every day does. */
  static final Duration LONGEST = Duration.ofHours(6);

  /** By how much two machines' clocks may differ. */
  static final Duration SKEW = Duration.ofMinutes(5);

  private final Recorded recorded;
  private final Terms terms;
  private final List<SeenRun> newestFirst;
  private final List<Finding> findings = new ArrayList<>();

  private Watchdog(Recorded recorded, Terms terms) {
    this.recorded = recorded;
    this.terms = terms;
    this.newestFirst =
        recorded.runs().stream()
            .filter(run -> !inTheFuture(run))
            .sorted(Comparator.comparing(SeenRun::began).reversed())
            .toList();
  }

  /** What is wrong, the worst first. */
  public static List<Finding> findings(Recorded recorded, Terms terms) {
    Watchdog watchdog = new Watchdog(recorded, terms);
    watchdog.future();
    if (watchdog.newestFirst.isEmpty()) {
      watchdog.never();
    } else {
      watchdog.age();
      watchdog.ends();
      terms
          .allow()
          .map(allow -> new ByCalendar(recorded, watchdog.newestFirst, terms.now(), allow))
          .ifPresent(byCalendar -> watchdog.findings.addAll(byCalendar.findings()));
    }
    watchdog.findings.sort(Comparator.comparing((Finding f) -> f.kind().severity()).reversed());
    return List.copyOf(watchdog.findings);
  }

  private boolean inTheFuture(SeenRun run) {
    return run.began().isAfter(terms.now().plus(SKEW));
  }

  /** Such a run would make all look well until its time has come. */
  private void future() {
    recorded.runs().stream()
        .filter(this::inTheFuture)
        .max(Comparator.comparing(SeenRun::began))
        .ifPresent(
            run ->
                add(
                    Kind.IN_THE_FUTURE,
                    "run " + run.id() + " is recorded as of " + Words.moment(run.began()),
                    Optional.empty(),
                    "no run later than now, " + Words.moment(terms.now()),
                    "the clock of its machine, or of this one, is wrong; the run is left out here",
                    "date -u"));
  }

  private void never() {
    add(
        Kind.NEVER_RAN,
        "no run is recorded",
        Optional.empty(),
        "at least one run",
        "it was never started, or it keeps its records somewhere else",
        "sentinel run");
  }

  private void age() {
    SeenRun newest = newestFirst.get(0);
    Optional<Duration> most = terms.maxAge().filter(age -> timed());
    Duration age = Duration.between(newest.began(), terms.now());
    if (most.isPresent() && age.compareTo(most.get()) > 0) {
      add(
          Kind.STOPPED,
          "no run has begun for " + Words.length(age),
          Optional.of(newest.began().plus(most.get())),
          "a run at least every " + Words.length(most.get()),
          "its schedule no longer starts it, or its machine is off; the last one, "
              + newest.id()
              + ", began "
              + Words.moment(newest.began()),
          "sentinel run");
    }
  }

  private boolean timed() {
    return recorded.extent() != Recorded.Extent.NO_TIMES;
  }

  /** Of the newest run, and of the one before while that is at work. */
  private void ends() {
    SeenRun newest = newestFirst.get(0);
    if (!atWork(newest)) {
      end(newest);
      return;
    }
    Duration at = Duration.between(newest.began(), terms.now());
    if (at.compareTo(LONGEST) > 0) {
      add(
          Kind.STILL_AT_WORK,
          "run " + newest.id() + " has been at work for " + Words.length(at),
          Optional.of(newest.began().plus(LONGEST)),
          "a run that ends within " + Words.length(LONGEST),
          "it asks for much, or waits for something that does not come; it still says that it is"
              + " alive",
          "sentinel show " + newest.id());
    }
    newestFirst.stream().skip(1).findFirst().ifPresent(this::end);
  }

  private boolean atWork(SeenRun run) {
    return run.end().isEmpty() && recorded.atWork().filter(run.id()::equals).isPresent();
  }

  private void end(SeenRun run) {
    if (run.end().isEmpty()) {
      add(
          Kind.CUT_OFF,
          "run " + run.id() + " began and never ended",
          Optional.of(run.began()),
          "an end with an exit code",
          "its process is gone: it was killed, or its machine was switched off; the next run takes"
              + " up what it left",
          "sentinel run");
    } else if (!run.judged()) {
      SeenRun.End end = run.end().get();
      add(
          Kind.WITHOUT_VERDICT,
          "run "
              + run.id()
              + (timed()
                  ? " ended with exit code " + end.exitCode() + ", without a verdict"
                  : " came to no verdict"),
          timed() ? Optional.of(end.at()) : Optional.empty(),
          "a verdict: exit code 0, 1 or 2",
          end.why().orElse("what it recorded of itself tells"),
          "sentinel show " + (timed() ? run.id() : "last"));
    }
  }

  private void add(
      Kind kind,
      String title,
      Optional<Instant> since,
      String expected,
      String cause,
      String command) {
    findings.add(new Finding(kind, recorded.where(), title, since, expected, cause, command));
  }
}
