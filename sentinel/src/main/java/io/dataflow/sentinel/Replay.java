package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Vintage;
import io.dataflow.sentinel.source.Source;
import java.util.List;
import java.util.Optional;

/** Reads what a run landed back from bronze, as if it had just arrived. */
final class Replay {
  private Replay() {}

  static List<Landed> of(Bronze bronze, Source source, String run) {
    return of(bronze, source, run, SymbolChoice.ALL);
  }

  /** Only the answers about some symbols. */
  static List<Landed> of(Bronze bronze, Source source, String run, SymbolChoice symbols) {
    return bronze.evidence(run).stream()
        .filter(receipt -> symbols.takes(receipt.request().symbol().value()))
        .sorted()
        .map(
            receipt -> {
              Vintage vintage = bronze.read(receipt);
              return new Landed(
                  receipt.request(),
                  receipt.retrievedAt(),
                  Optional.of(vintage),
                  source.parse(vintage.answer()));
            })
        .toList();
  }
}
