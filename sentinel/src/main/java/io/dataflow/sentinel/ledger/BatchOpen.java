package io.dataflow.sentinel.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What is about to be committed to the lake, written before the lake is touched.
 *
 * @param batchId also stands in the summary of each snapshot the batch makes
 * @param runId the run that opens it
 * @param receiptRuns the runs whose bronze receipts the batch covers
 * @param results JSON, enough to finish the batch without evaluating again
 */
public record BatchOpen(
    String batchId, String runId, Instant openedAt, List<String> receiptRuns, String results) {
  public BatchOpen {
    receiptRuns = receiptRuns.stream().distinct().sorted().toList();
  }
}
