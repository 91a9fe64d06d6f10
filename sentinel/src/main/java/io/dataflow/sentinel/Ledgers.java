package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.VerdictRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns verdicts into the ledger's rows. */
final class Ledgers {
  private Ledgers() {}

  static void recordVerdicts(Ledger ledger, String run, List<FeedVerdict> verdicts, Instant asOf) {
    List<VerdictRow> rows = new ArrayList<>();
    for (FeedVerdict verdict : verdicts) {
      rows.add(row(verdict, asOf));
      verdict.sessions().forEach(s -> rows.add(row(verdict, s, asOf)));
    }
    ledger.recordVerdicts(run, rows);
  }

  static VerdictRow row(FeedVerdict verdict, Instant asOf) {
    return new VerdictRow(
        verdict.feed(),
        Optional.empty(),
        verdict.verdict().name(),
        Optional.empty(),
        verdict.reason(),
        asOf);
  }

  static VerdictRow row(FeedVerdict verdict, SessionVerdict session, Instant asOf) {
    return new VerdictRow(
        verdict.feed(),
        Optional.of(session.session()),
        session.state().name(),
        session.cause().map(Cause::words),
        session.reason().orElse(""),
        asOf);
  }
}
