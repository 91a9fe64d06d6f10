package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.ledger.RecordedVerdict;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds answers that may go by what is written of them: old, named by no row, replaced by answers
 * that stay, and of an instrument that nothing is open about.
 */
final class PrunableVintages {
  private static final int ANSWERED = 200;

  private final Sentinel sentinel;
  private final Bronze bronze;

  PrunableVintages(Sentinel sentinel) {
    this.sentinel = sentinel;
    this.bronze = sentinel.bronze();
  }

  List<Receipt> before(Instant before) {
    Set<String> named = named();
    Set<String> open = open();
    Map<String, List<Receipt>> bySymbol =
        bronze.runs().stream()
            .flatMap(run -> bronze.receipts(run).stream())
            .sorted()
            .collect(
                Collectors.groupingBy(
                    r -> r.source() + " " + r.request().symbol() + " " + r.request().interval()));
    List<Receipt> prunable = new ArrayList<>();
    for (List<Receipt> receipts : bySymbol.values()) {
      if (!open.contains(receipts.get(0).request().symbol().value())) {
        List<Receipt> kept =
            receipts.stream()
                .filter(r -> named.contains(r.sha256()) || !r.retrievedAt().isBefore(before))
                .toList();
        receipts.stream()
            .filter(r -> r.retrievedAt().isBefore(before) && !named.contains(r.sha256()))
            .filter(r -> covered(r, kept))
            .forEach(prunable::add);
      }
    }
    prunable.sort(Comparator.naturalOrder());
    return prunable;
  }

  /** Whether later answers that stay reach over the whole range of this one. */
  private static boolean covered(Receipt receipt, List<Receipt> kept) {
    Instant reached = receipt.request().from();
    List<Receipt> later =
        kept.stream()
            .filter(r -> r.status() == ANSWERED && r.compareTo(receipt) > 0)
            .sorted(Comparator.comparing(r -> r.request().from()))
            .toList();
    for (Receipt one : later) {
      boolean joins = !one.request().from().isAfter(reached);
      if (joins && one.request().to().isAfter(reached)) {
        reached = one.request().to();
      }
    }
    return !later.isEmpty() && !reached.isBefore(receipt.request().to());
  }

  /** The answers that rows of silver come from. */
  private Set<String> named() {
    Set<String> named = new TreeSet<>();
    for (TableSpec table : SilverTables.ALL) {
      sentinel.lake().view(table, "naming");
      named.addAll(
          sentinel.engine().query("SELECT DISTINCT vintage FROM naming", row -> row.text(1)));
    }
    return named;
  }

  /** The instruments with a problem, or a decision, that an answer may be evidence of. */
  private Set<String> open() {
    Set<String> open = new TreeSet<>();
    sentinel.ledger().holds().forEach(hold -> open.add(hold.symbol().value()));
    bronze.decisions().forEach(decision -> open.add(decision.symbol().value()));
    sentinel.ledger().verdicts(SilverTables.BARS.fullName(), LocalDate.EPOCH).stream()
        .filter(PrunableVintages::overdue)
        .map(RecordedVerdict::verdict)
        .map(verdict -> verdict.feed())
        .map(Feed::instrument)
        .forEach(open::add);
    Engine engine = sentinel.engine();
    sentinel.lake().view(SilverTables.BAR_VERSIONS, "replaced");
    sentinel.lake().view(SilverTables.QUARANTINE, "refusals");
    sentinel.lake().view(SilverTables.BARS, "accepted");
    open.addAll(
        engine.query(
            """
            SELECT symbol FROM replaced WHERE cause = 'unexplained'
            UNION
            SELECT q.symbol
            FROM refusals AS q
            LEFT JOIN accepted AS b
              ON b.symbol = q.symbol AND b.interval = q.interval AND b.session = q.session
              AND b.state = 'final'
            WHERE b.symbol IS NULL
            """,
            row -> row.text(1)));
    return open;
  }

  private static boolean overdue(RecordedVerdict recorded) {
    return recorded.verdict().session().isPresent()
        && recorded.verdict().state().equals(SessionState.OVERDUE.name());
  }
}
