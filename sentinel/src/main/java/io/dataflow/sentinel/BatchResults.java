package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Batch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what became of the bars of batches from what the ledger keeps of them. */
final class BatchResults {
  private BatchResults() {}

  /** How many bars became what, by symbol, then by change. */
  static Map<String, Map<String, Long>> of(List<Batch> batches) {
    Map<String, Map<String, Long>> all = new TreeMap<>();
    for (Batch batch : batches) {
      ((Map<?, ?>) Json.read(batch.open().results()))
          .forEach((symbol, changes) -> add(all, (String) symbol, (Map<?, ?>) changes));
    }
    return all;
  }

  private static void add(Map<String, Map<String, Long>> all, String symbol, Map<?, ?> changes) {
    Map<String, Long> sums = all.computeIfAbsent(symbol, s -> new TreeMap<>());
    changes.forEach((change, count) -> sums.merge((String) change, (Long) count, Long::sum));
  }
}
