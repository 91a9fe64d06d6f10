package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.table.Table;
import io.dataflow.sentinel.table.TableException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Checks of tables of a user's own, one after another.
 *
 * <p>A check reads the table, judges it, and keeps what it saw. A question about an instant in the
 * past is answered by what checks up to then kept: the table itself has no history, and what it
 * holds now says nothing of what it held. Only a table that nothing watched by then is read for
 * such a question, which is a rehearsal: nothing is kept of it.
 */
final class TableChecks {
  private final OwnTables parts;
  private final Clock wall;
  private final Optional<Instant> asOf;
  private final Keeping keeping;

  /** Whether what a check saw is kept. */
  enum Keeping {
    KEPT,
    DRY
  }

  /**
   * @param wall the running time
   * @param asOf another instant to judge
   */
  TableChecks(OwnTables parts, Clock wall, Optional<Instant> asOf, Keeping keeping) {
    this.parts = parts;
    this.wall = wall;
    this.asOf = asOf;
    this.keeping = keeping;
  }

  TableReport check(TableWatch watch) {
    Instant running = wall.instant().truncatedTo(ChronoUnit.MICROS); // as the ledger keeps it
    Instant now = asOf.orElse(running);
    TableMemory memory =
        parts.remembersAnything()
            ? TableMemory.of(parts.ledger(), watch, now)
            : TableMemory.empty();
    TableFreshness freshness = new TableFreshness(watch, parts.calendars(), memory, now);
    if (asOf.isPresent() && now.isBefore(running) && !memory.isEmpty()) {
      return freshness.remembered().noting("by what checks up to then saw; the table was not read");
    }
    Table table = parts.table(watch);
    boolean rehearsed = asOf.isPresent() && memory.isEmpty();
    TableFreshness.Check check =
        freshness.check(
            table, rehearsed ? TableFreshness.Kind.REHEARSAL : TableFreshness.Kind.CHECK);
    if (asOf.isPresent()) {
      return check
          .report()
          .noting(
              rehearsed
                  ? "a rehearsal: nothing watched the table by then, so its rows of today are taken"
                      + " for those of then; nothing is recorded"
                  : "a rehearsal: as if nothing came until then; nothing is recorded");
    }
    boolean misnamed =
        check.report().failure().filter(f -> f.kind() == TableException.Kind.SETTINGS).isPresent();
    return keeping == Keeping.DRY || misnamed
        ? check.report().noting("nothing is recorded")
        : kept(check, table.location(), memory.isEmpty());
  }

  private TableReport kept(TableFreshness.Check check, String location, boolean first) {
    TableReport report = check.report();
    try {
      new TableRecord(parts.ledger(), check, location).write();
    } catch (LedgerException e) {
      return report.unrecorded(e.getMessage());
    }
    int feeds = check.feeds().size();
    return first && feeds > 0
        ? report.noting(
            "the first check: "
                + (feeds == 1 ? "1 feed is" : feeds + " feeds are")
                + " watched from now on")
        : report;
  }
}
