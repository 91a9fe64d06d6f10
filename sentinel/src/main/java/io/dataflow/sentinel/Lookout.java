package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.ledger.Hold;
import io.dataflow.sentinel.ledger.Lease;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks between runs: at deadlines that passed, runs that did not come, outputs that are gone. */
final class Lookout {
  private static final int RECENT = 20;

  /** Between two daily runs, with some play. */
  private static final Duration A_DAY = Duration.ofHours(25);

  private final Sentinel sentinel;
  private final AlertDesk desk;

  Lookout(Sentinel sentinel, AlertDesk desk) {
    this.sentinel = sentinel;
    this.desk = desk;
  }

  /** Takes what there is to see now; while a run is at work, only that time passed. */
  void look(Watcher.Terms terms) {
    if (runAtWork()) {
      desk.timers();
      return;
    }
    Instant now = sentinel.clock().instant();
    Ledger ledger = sentinel.ledger();
    List<Run> runs = ledger.runs(RECENT);
    Optional<Run> lastOver = runs.stream().filter(r -> r.end().isPresent()).findFirst();
    List<Instrument> known = sentinel.knownInstruments();
    List<FeedVerdict> verdicts = sentinel.watcher().judge(known, now, terms);
    Surveyor surveyor =
        new Surveyor(now, lastOver.map(r -> r.start().asOf()))
            .verdicts(known, verdicts, Map.of())
            .held(held(ledger));
    if (runs.stream().findFirst().filter(r -> r.end().isEmpty()).isPresent()) {
      cutOff(runs.get(0), surveyor);
    } else if (!runFailed(ledger)) {
      surveyor.awaitedRun(nextRun(runs, now));
      lastOver.ifPresent(run -> new OutputCheck(sentinel).of(run).into(surveyor, now));
    }
    desk.see(surveyor.survey(), NextDeadline.of(verdicts));
  }

  /** A lease whose holder is certainly gone is nobody's work. */
  private boolean runAtWork() {
    Optional<Lease> lease = sentinel.ledger().lease().current();
    return lease.filter(l -> !ThisProcess.gone(l.holder())).isPresent();
  }

  private static Map<String, String> held(Ledger ledger) {
    return ledger.holds().stream()
        .collect(Collectors.toMap(h -> h.symbol().value(), Hold::change, (one, other) -> one));
  }

  private static void cutOff(Run run, Surveyor surveyor) {
    surveyor.broken(
        IncidentClass.RUN_FAILED,
        RunAlerts.RUN,
        run.start().asOf(),
        "a run that ends with a verdict",
        "run "
            + run.start().runId()
            + " on "
            + run.start().host()
            + " was cut off; the next run takes up what it left",
        1);
  }

  /**
   * When the next run is to be over: as long after the last one as the longest of the usual times
   * between runs, and an hour. Most run once a day, after the deadlines of some exchanges.
   */
  private static Instant nextRun(List<Run> newestFirst, Instant now) {
    List<Instant> starts =
        newestFirst.stream()
            .filter(r -> r.end().isPresent())
            .map(r -> r.start().asOf())
            .sorted(Comparator.reverseOrder())
            .toList();
    Duration longest = starts.size() < 2 ? A_DAY : Duration.ZERO;
    for (int i = 1; i < starts.size(); i++) {
      Duration between = Duration.between(starts.get(i), starts.get(i - 1));
      longest = between.compareTo(longest) > 0 ? between : longest;
    }
    Duration usual = longest.compareTo(A_DAY) > 0 ? A_DAY : longest;
    return starts.isEmpty() ? now : starts.get(0).plus(usual).plus(Duration.ofHours(1));
  }

  /** While runs break, that they neither look nor write is no trouble of its own. */
  private static boolean runFailed(Ledger ledger) {
    return ledger.incidents().open().stream()
        .anyMatch(i -> i.fingerprint().what() == IncidentClass.RUN_FAILED);
  }
}
