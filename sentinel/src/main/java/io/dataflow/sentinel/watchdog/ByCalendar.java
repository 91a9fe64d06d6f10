package io.dataflow.sentinel.watchdog;

import io.dataflow.sentinel.watchdog.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says of each calendar whether somebody looked for what was due last.
 *
 * <p>A promise has passed when its deadline and what is allowed after it are over. Of each calendar
 * the newest session with a passed promise counts. It is kept when a run began after the session
 * had settled, ended with verdicts, and ended no later than the deadline and what is allowed. On a
 * weekend or a holiday that is still the session before, so nothing is wrong for lack of one.
 *
 * <pre>
 *   close     settled       deadline    + allow
 * ----|----------|---[ run ]----|---------|------------- kept
 * ----|-[ run ]--|--------------|---------|------------- missed: it looked before the bars settled
 * ----|----------|--------------|---------|--[ run ]---- late
 * </pre>
 *
 * <p>Where only the newest run is recorded, an earlier one may have been in time, so none is late.
 */
final class ByCalendar {
  private final Recorded recorded;
  private final List<SeenRun> newestFirst;
  private final Instant now;
  private final Duration allow;

  ByCalendar(Recorded recorded, List<SeenRun> newestFirst, Instant now, Duration allow) {
    this.recorded = recorded;
    this.newestFirst = newestFirst;
    this.now = now;
    this.allow = allow;
  }

  /** At most one a calendar. */
  List<Finding> findings() {
    Map<String, List<Promise>> passed =
        recorded.promised().stream()
            .filter(p -> !last(p).isAfter(now))
            .collect(Collectors.groupingBy(Promise::calendar, TreeMap::new, Collectors.toList()));
    List<Finding> findings = new ArrayList<>();
    passed.values().forEach(ofCalendar -> finding(ofCalendar).ifPresent(findings::add));
    if (recorded.promised().isEmpty() && recorded.extent() == Recorded.Extent.ALL_RUNS) {
      findings.add(nothingPromised());
    }
    return findings;
  }

  /** The last instant at which a run may end. */
  private Instant last(Promise promise) {
    return promise.deadline().plus(allow);
  }

  private Optional<Finding> finding(List<Promise> ofCalendar) {
    LocalDate newest =
        ofCalendar.stream().map(Promise::session).max(Comparator.naturalOrder()).orElseThrow();
    return ofCalendar.stream()
        .filter(p -> p.session().equals(newest) && !kept(p))
        .min(Comparator.comparing(Promise::deadline))
        .map(p -> broken(p, ofCalendar));
  }

  private boolean kept(Promise promise) {
    return newestFirst.stream().anyMatch(run -> looked(run, promise) && inTime(run, promise));
  }

  private static boolean looked(SeenRun run, Promise promise) {
    return run.judged() && !run.began().isBefore(promise.settled());
  }

  private boolean inTime(SeenRun run, Promise promise) {
    return recorded.extent() != Recorded.Extent.ALL_RUNS
        || !run.end().orElseThrow().at().isAfter(last(promise));
  }

  private Finding broken(Promise promise, List<Promise> ofCalendar) {
    Optional<SeenRun> late =
        newestFirst.stream()
            .filter(run -> looked(run, promise))
            .min(Comparator.comparing(SeenRun::began));
    String session = promise.calendar() + "'s session of " + Words.day(promise.session());
    return new Finding(
        late.isPresent() ? Kind.LATE : Kind.MISSED,
        recorded.where(),
        late.isPresent() ? session + " was looked at late" : "nobody looked at " + session,
        Optional.of(last(firstBroken(promise, ofCalendar))),
        "a run that begins "
            + Words.moment(promise.settled())
            + " or later and ends by "
            + Words.moment(last(promise))
            + ", the deadline and "
            + Words.length(allow),
        late.map(run -> lateness(run, promise)).orElseGet(() -> cause(promise)),
        late.isPresent() ? "sentinel history" : "sentinel run");
  }

  /** The oldest of the broken ones that no kept one lies behind. */
  private Promise firstBroken(Promise newest, List<Promise> ofCalendar) {
    Promise first = newest;
    List<Promise> before =
        ofCalendar.stream()
            .filter(p -> p.session().isBefore(newest.session()))
            .sorted(Comparator.comparing(Promise::deadline).reversed())
            .toList();
    for (Promise promise : before) {
      if (kept(promise)) {
        return first;
      }
      first = promise;
    }
    return first;
  }

  private String lateness(SeenRun run, Promise promise) {
    Instant end = run.end().orElseThrow().at();
    return "the schedule is too late for this exchange, or the run waited: run "
        + run.id()
        + " ended "
        + Words.moment(end)
        + ", "
        + Words.length(Duration.between(promise.deadline(), end))
        + " after the deadline";
  }

  private String cause(Promise promise) {
    Optional<SeenRun> since =
        newestFirst.stream().filter(r -> !r.began().isBefore(promise.settled())).findFirst();
    if (since.isPresent()) {
      return "run " + since.get().id() + " looked and " + unjudged(since.get());
    }
    SeenRun newest = newestFirst.get(0);
    if (recorded.extent() == Recorded.Extent.NO_TIMES) {
      return "the runs stopped: the file was written before that deadline, and not since";
    }
    return "the last run, "
        + newest.id()
        + ", began "
        + Words.moment(newest.began())
        + ", before the bars settled: its schedule no longer starts it, or is too early for this"
        + " exchange";
  }

  private String unjudged(SeenRun run) {
    if (run.end().isPresent()) {
      return "ended with exit code " + run.end().get().exitCode() + ", without a verdict";
    }
    return recorded.atWork().filter(run.id()::equals).isPresent()
        ? "is still at work"
        : "was cut off";
  }

  /** Each run writes deadlines for a week ahead. */
  private Finding nothingPromised() {
    return new Finding(
        Kind.MISSED,
        recorded.where(),
        "no deadline of the last weeks is recorded",
        Optional.empty(),
        "deadlines that each run writes for a week ahead",
        "no run has come to its verdicts for weeks, or no instrument has a calendar",
        "sentinel run");
  }
}
