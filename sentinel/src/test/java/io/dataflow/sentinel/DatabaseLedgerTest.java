package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.postgres.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same runs with the ledger in a file and in a PostgreSQL come to the same end. */
@Tag("it")
class DatabaseLedgerTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  private static final List<Instant> MOMENTS =
      List.of(
          Instant.parse("2026-03-06T21:30:00Z"),
          Instant.parse("2026-03-07T04:45:00Z"),
          Instant.parse("2026-03-10T13:00:00Z"));

  @TempDir private Path folder;

  @Test
  void givesEqualTablesAndVerdicts() throws IOException {
    List<String> assets = List.of("AAPL", "SPY", "TSLA", "BTC-USD", "NOSUCH");
    String faults =
        """
        faults:
        - {symbol: TSLA, fault: stopped-feed, after: 2026-03-05}
        - {symbol: SPY, fault: high-below-low, date: 2026-03-06}
        - {symbol: NOSUCH, fault: unknown-symbol}
        """;
    try (Bed bed = new Bed(folder, assets, "2026-02-02", faults)) {
      Path file = folder.resolve("file");
      Path database = folder.resolve("database");
      Optional<String> url = Optional.of(POSTGRES.database().address());
      for (Instant moment : MOMENTS) {
        RunReport one = bed.run(file, moment);
        RunReport two = bed.ledgerIn(url).run(database, moment);
        bed.ledgerIn(Optional.empty());
        assertThat(two.exitCode()).isEqualTo(one.exitCode());
        assertThat(two.problems()).isEqualTo(one.problems());
      }

      assertThat(files(database)).isEqualTo(files(file)).hasSize(2);
      assertThat(Bed.tables(database)).isEqualTo(Bed.tables(file));
      assertThat(database.resolve("ledger.db")).doesNotExist();
    }
  }

  private static Map<String, String> files(Path data) throws IOException {
    return Map.of(
        "freshness", Files.readString(data.resolve("gold/freshness.json")),
        "aggregates", Files.readString(data.resolve("gold/aggregates.csv")));
  }
}
