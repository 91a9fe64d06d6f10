package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.ledger.LedgerReading;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.watchdog.Finding;
import io.dataflow.sentinel.watchdog.Promise;
import io.dataflow.sentinel.watchdog.Recorded;
import io.dataflow.sentinel.watchdog.Terms;
import io.dataflow.sentinel.watchdog.Watchdog;
import java.util.ArrayList;
import java.util.List;

/** One look at the runs of one or more installations: reads what they left, and judges it. */
final class WatchdogLook {
  private final Terms terms;
  private final boolean present;
  private final List<Recorded> read = new ArrayList<>();
  private final List<WatchdogReport.Unreached> unreached = new ArrayList<>();

  /**
   * @param present whether the judged instant is now; of an earlier one, later runs are not known
   */
  WatchdogLook(Terms terms, boolean present) {
    this.terms = terms;
    this.present = present;
  }

  /** Reads the ledger of a database. */
  void database(PostgresServer server) {
    try (LedgerReading ledger = new LedgerReading(server)) {
      add(new RecordedLedger(ledger, Passing.real()).read(terms.now()));
    } catch (LedgerException e) {
      unreached.add(new WatchdogReport.Unreached(server.where(), e.getMessage()));
    }
  }

  /**
   * Reads a file that a run left.
   *
   * @param promised of the instruments of those runs, as far as it is known
   */
  void file(StatusFile file, StatusAddress address, List<Promise> promised) {
    try {
      add(RecordedFile.read(address.shown(), file.load(), promised));
    } catch (StatusFile.UnloadedException | RecordedFile.UnreadableException e) {
      unreached.add(new WatchdogReport.Unreached(address.shown(), e.getMessage()));
    }
  }

  private void add(Recorded recorded) {
    read.add(present ? recorded : recorded.until(terms.now()));
  }

  /** Whether everything was read, and all of it is of one kind. */
  boolean only(Recorded.Extent extent) {
    return unreached.isEmpty() && read.stream().allMatch(r -> r.extent() == extent);
  }

  /** What is wrong, or that all is fine, in one. */
  WatchdogReport report() {
    List<Finding> findings = new ArrayList<>();
    read.forEach(recorded -> findings.addAll(Watchdog.findings(recorded, terms)));
    return new WatchdogReport(
        terms.now(), read.stream().map(Recorded::where).toList(), findings, unreached);
  }
}
