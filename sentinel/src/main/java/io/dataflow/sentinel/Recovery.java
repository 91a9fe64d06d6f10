package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.silver.Promoted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Promotes what writers that were cut off had landed and not promoted. What became of it nobody was
 * told, so whoever takes it up tells it.
 */
final class Recovery {
  private final Sentinel sentinel;
  private final Promoter promoter;
  private final Restorer restorer;

  Recovery(Sentinel sentinel, Promoter promoter, Restorer restorer) {
    this.sentinel = sentinel;
    this.promoter = promoter;
    this.restorer = restorer;
  }

  /**
   * Takes up everything, oldest first.
   *
   * @param run who takes it up
   */
  Promoter.Result of(String run, Instant now) {
    Bronze bronze = sentinel.bronze();
    Set<String> promoted = sentinel.ledger().promotedRuns();
    Promoter.Result all = new Promoter.Result(Promoted.nothing(), Map.of());
    for (String receiptRun : bronze.runs()) {
      if (!promoted.contains(receiptRun) && !restorer.promote(receiptRun, run, now)) {
        List<Landed> landed = Replay.of(bronze, sentinel.source(), receiptRun);
        all = all.and(promoter.promote(receiptRun, run, landed, now));
      }
    }
    return all;
  }
}
