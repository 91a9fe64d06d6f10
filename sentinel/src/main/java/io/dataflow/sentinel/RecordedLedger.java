package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.Lease;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.ledger.LedgerReading;
import io.dataflow.sentinel.ledger.RunMark;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.watchdog.Promise;
import io.dataflow.sentinel.watchdog.Recorded;
import io.dataflow.sentinel.watchdog.SeenRun;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What the ledger in a PostgreSQL tells of runs to somebody who may only read it. */
final class RecordedLedger {
  /** A backfill and an import bring old sessions: they keep nothing fresh. */
  private static final String COMMAND = "run";

  /** Of hourly runs, those of six weeks. */
  private static final int MOST_RUNS = 1000;

  private static final int DAYS_BACK = 45;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final LedgerReading ledger;
  private final Passing time;

  /**
   * @param time in which a lease is watched
   */
  RecordedLedger(LedgerReading ledger, Passing time) {
    this.ledger = ledger;
    this.time = time;
  }

  /**
   * Reads it all; watches a run that has not ended until it says that it is alive, or has been
   * silent for as long as its lease is valid.
   *
   * @throws LedgerException when it cannot be read
   */
  Recorded read(Instant asOf) {
    List<RunMark> marks = ledger.runs(COMMAND, MOST_RUNS);
    Optional<String> atWork = Optional.empty();
    if (marks.stream().findFirst().filter(newest -> newest.end().isEmpty()).isPresent()) {
      atWork = atWork(marks.get(0).runId());
      marks = ledger.runs(COMMAND, MOST_RUNS); // it may have ended meanwhile
    }
    LocalDate from = asOf.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_BACK);
    return new Recorded(
        ledger.where(),
        Recorded.Extent.ALL_RUNS,
        marks.stream().map(RecordedLedger::seen).toList(),
        atWork,
        ledger.deadlines(SilverTables.BARS.fullName(), from, asOf).stream()
            .map(
                d ->
                    Promise.of(
                        d.calendar(), d.session(), d.close(), d.settle(), d.judge(), d.deadline()))
            .toList());
  }

  /** The instants a run judges by pass as fast as real ones. */
  private static SeenRun seen(RunMark mark) {
    return new SeenRun(
        mark.runId(),
        mark.asOf(),
        mark.end()
            .map(
                end ->
                    new SeenRun.End(
                        mark.asOf().plus(length(mark.startedAt(), end.finishedAt())),
                        end.exitCode(),
                        Optional.empty())));
  }

  /** Nothing, when the clock was set back meanwhile. */
  private static Duration length(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }

  private Optional<String> atWork(String run) {
    LeaseWatch watch = new LeaseWatch(time);
    while (true) {
      Optional<Lease> lease = ledger.lease().filter(l -> l.runId().equals(run));
      if (lease.isEmpty() || ThisProcess.gone(lease.get().holder())) {
        return Optional.empty();
      }
      watch.look(lease.get());
      if (watch.alive()) {
        return Optional.of(run);
      }
      if (watch.expired()) {
        return Optional.empty();
      }
      time.pause(BETWEEN_LOOKS);
    }
  }
}
