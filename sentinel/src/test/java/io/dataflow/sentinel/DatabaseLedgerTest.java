package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.postgres.RealPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

  @Test
  void saysAndWritesNoPassword() {
    RealPostgres.Database database = POSTGRES.database();
    database.execute(
        "GRANT CREATE ON DATABASE " + database.name() + " TO reader",
        "GRANT CREATE ON SCHEMA public TO reader");
    String encoded = URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);
    String url = database.readerAddress().replace("reader@", "reader:" + encoded + "@");
    try (Cli cli = new Cli(folder)) {
      cli.assets("AAPL").market("");
      Path secrets =
          cli.file(".env", "DATABASE_URL=" + url + "\nSENTINEL_YAHOO_URL=" + cli.address() + "\n");
      List<Cli.Ended> said = new ArrayList<>();
      for (String command :
          List.of("run", "freshness", "explain AAPL", "ledger check", "config", "export dbt")) {
        said.add(cli.on(command));
        assertThat(said.get(said.size() - 1).code()).as(command).isZero();
      }
      said.add(cli.on("ledger copy"));
      assertThat(said.get(said.size() - 1).said()).contains("so there is nothing to copy");
      database.execute("REVOKE ALL ON SCHEMA sentinel_ledger FROM reader", "DROP OWNED BY reader");
      said.add(cli.on("run"));

      assertThat(said.get(3).out()).contains("postgresql://reader@127.0.0.1:").contains(": well");
      for (String secret : List.of(encoded, RealPostgres.PASSWORD)) {
        assertThat(cli.everythingWritten(secrets)).doesNotContain(secret);
        assertThat(said).extracting(Cli.Ended::said).noneMatch(text -> text.contains(secret));
      }
    }
  }

  @Test
  void doesNotBeginASecondHistory() {
    RealPostgres.Database database = POSTGRES.database();
    try (Cli cli = new Cli(folder)) {
      cli.assets("AAPL").market("");
      String source = "SENTINEL_YAHOO_URL=" + cli.address() + "\n";
      assertThat(cli.run().code()).isZero();
      cli.file(".env", "DATABASE_URL=" + database.address() + "\n" + source);

      Cli.Ended refused = cli.run();

      assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err())
          .contains("DATABASE_URL names a ledger without any run, " + database.address())
          .contains("data/ledger.db holds the history of this lake")
          .contains("sentinel ledger copy", "move the file away", "unset DATABASE_URL");
      assertThat(cli.on("rebuild").code()).isEqualTo(ExitCode.USAGE);
      assertThat(cli.on("ledger copy").code()).isZero();
      assertThat(cli.on("ledger copy").said()).contains("holds 1 rows of run already");
      Cli.Ended next = cli.run();
      assertThat(next.code()).as(next.said()).isZero();
      assertThat(cli.on("freshness").out()).contains("FRESH");
    }
  }

  @Test
  void beginsAnewWhenTheFileWasMovedAway() throws IOException {
    try (Cli cli = new Cli(folder)) {
      cli.assets("AAPL").market("");
      String source = "SENTINEL_YAHOO_URL=" + cli.address() + "\n";
      assertThat(cli.run().code()).isZero();
      cli.file(".env", "DATABASE_URL=" + POSTGRES.database().address() + "\n" + source);
      Files.move(folder.resolve("data/ledger.db"), folder.resolve("data/ledger.before"));

      assertThat(cli.run().code()).isZero();
    }
  }

  private static Map<String, String> files(Path data) throws IOException {
    return Map.of(
        "freshness", Files.readString(data.resolve("gold/freshness.json")),
        "aggregates", Files.readString(data.resolve("gold/aggregates.csv")));
  }
}
