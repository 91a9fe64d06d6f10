package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.postgres.RealPostgres;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a PostgreSQL holds once the lake was published into it. */
@Tag("it")
class PublishTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  /** As the original program's users have it. */
  private static final String ORIGINAL =
      """
      CREATE TABLE market_data (
        id %s PRIMARY KEY, symbol varchar(10) NOT NULL, date date NOT NULL,
        open double precision NOT NULL, high double precision NOT NULL,
        low double precision NOT NULL, close double precision NOT NULL, volume bigint NOT NULL,
        CONSTRAINT uq_symbol_date UNIQUE (symbol, date))
      """;

  @TempDir private static Path folder;
  private static Bed bed;

  private RealPostgres.Database database;
  private Path data;

  @BeforeAll
  static void opensMarket() throws IOException {
    bed = History.bed(folder);
    bed.run(folder.resolve("lake"), History.THURSDAY);
  }

  @AfterAll
  static void closesMarket() throws IOException {
    bed.close();
  }

  @BeforeEach
  void copiesLake() throws IOException {
    database = POSTGRES.database();
    data = folder.resolve(database.name());
    bed.ledgerIn(Optional.of(database.address()));
    Bed.copy(folder.resolve("lake"), data);
    Files.delete(data.resolve("ledger.db")); // its history would not be left behind unsaid
  }

  private RunReport run() {
    return bed.run(data, History.MONDAY);
  }

  @Test
  void publishesAgainWhatSomebodyEmptied() throws SQLException, IOException {
    run();
    database.execute("TRUNCATE market_data");
    database.execute("TRUNCATE daily_metrics, corporate_actions");
    assertThat(restoring()).contains("market_data holds no bar of this program any more");
    run();

    assertThat(ask("SELECT count(*) FROM market_data"))
        .containsExactly("" + Bed.tables(data).get("silver.bars").size());
    assertThat(ask("SELECT count(*) FROM daily_metrics"))
        .containsExactly("" + Bed.tables(data).get("gold.daily_metrics").size());
    assertThat(ask("SELECT count(*) FROM corporate_actions"))
        .containsExactly("" + Bed.tables(data).get("silver.corporate_actions").size());
  }

  /** What a new machine is told by its first run. */
  private String restoring() throws SQLException {
    try (Sentinel sentinel = bed.open(data.resolve("new"), History.MONDAY)) {
      sentinel.ledger().open();
      sentinel.requiredWarehouse().read((table, csv, count) -> {});
      return "restored";
    } catch (io.dataflow.sentinel.warehouse.WarehouseException e) {
      return e.getMessage();
    }
  }

  @Test
  void aRunPublishesAllTablesAndTheNextOnlyWhatChanged() throws SQLException, IOException {
    RunReport report = run();

    assertThat(report.problems()).noneMatch(p -> p.contains("publish"));
    for (String table : List.of("bar_versions", "corporate_actions", "quarantine")) {
      assertThat(ask("SELECT count(*) FROM " + table))
          .containsExactly("" + Bed.tables(data).get("silver." + table).size());
    }
    for (String table : List.of("daily_metrics", "latest_bars")) {
      assertThat(ask("SELECT count(*) FROM " + table))
          .containsExactly("" + Bed.tables(data).get("gold." + table).size());
    }
    assertThat(ask("SELECT count(*) FROM market_data"))
        .containsExactly("" + Bed.tables(data).get("silver.bars").size());
    assertThat(ask("SELECT exit_code FROM run WHERE run_id = '" + report.runId() + "'"))
        .containsExactly("" + report.exitCode());
    assertThat(ask("SELECT instrument || ' ' || verdict FROM freshness ORDER BY 1"))
        .containsExactlyElementsOf(
            report.lines().stream()
                .map(RunReport.Line::verdict)
                .map(v -> v.feed().instrument() + " " + v.verdict())
                .sorted()
                .toList());
    assertThat(ask("SELECT DISTINCT check_name FROM check_result"))
        .contains("high_not_below_low", "has_prices");
    List<String> before = ask("SELECT xmin || symbol || date FROM market_data ORDER BY 1");

    run();

    assertThat(ask("SELECT xmin || symbol || date FROM market_data ORDER BY 1")).isEqualTo(before);
    assertThat(ask("SELECT count(*) FROM run")).containsExactly("2");
  }

  @Test
  void adoptsAnOlderTableAndKeepsWhatIsNotOurs() throws SQLException {
    database.execute(
        ORIGINAL.formatted("integer"),
        "ALTER TABLE market_data ADD COLUMN note text DEFAULT 'mine'",
        "INSERT INTO market_data VALUES (7, 'OLD', '2001-02-03', 1, 2, 0.5, 1.5, 9)",
        "INSERT INTO market_data VALUES (9, 'IBM', '2026-01-28', 1, 1, 1, 1, 1)");

    run();

    assertThat(
            ask(
                "SELECT concat_ws(' ', id, symbol, date, open, volume, note, vintage)"
                    + " FROM market_data WHERE id = 7"))
        .containsExactly("7 OLD 2001-02-03 1 9 mine");
    assertThat(
            ask(
                "SELECT vintage IS NOT NULL AND close > 1 FROM market_data WHERE id = 9"
                    + " AND symbol = 'IBM'"))
        .containsExactly("t");
    assertThat(
            ask("SELECT min(id) || ' ' || (count(*) = max(id) - 8) FROM market_data WHERE id > 9"))
        .containsExactly("10 false");
    assertThat(ask("SELECT count(*) = max(id) - 9 + 2 FROM market_data")).containsExactly("t");
    assertThat(
            ask(
                "SELECT data_type FROM information_schema.columns"
                    + " WHERE table_name = 'market_data' AND column_name IN ('symbol', 'id')"
                    + " ORDER BY column_name"))
        .containsExactly("integer", "text");
  }

  @Test
  void givesOutNumbersBehindASequenceThatLags() throws SQLException {
    database.execute(
        ORIGINAL.formatted("serial"),
        "INSERT INTO market_data VALUES (300, 'OLD', '2001-02-03', 1, 2, 0.5, 1.5, 9)");

    assertThat(run().problems()).noneMatch(p -> p.contains("publish"));

    assertThat(ask("SELECT min(id) FROM market_data WHERE vintage IS NOT NULL"))
        .containsExactly("301");
  }

  @Test
  void saysWhenTheNumbersAreUsedUp() throws SQLException {
    database.execute(
        ORIGINAL.formatted("integer"),
        "INSERT INTO market_data VALUES (2147483640, 'OLD', '2001-02-03', 1, 2, 0.5, 1.5, 9)");

    RunReport report = run();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(report.problems()).anyMatch(p -> p.contains("ALTER COLUMN id TYPE bigint"));
    assertThat(ask("SELECT count(*) FROM market_data")).containsExactly("1");
    database.execute("ALTER TABLE market_data ALTER COLUMN id TYPE bigint");
    assertThat(run().problems()).noneMatch(p -> p.contains("publish"));
  }

  @Test
  void keepsAShortSymbolThatAViewUses() throws SQLException {
    database.execute(
        ORIGINAL.formatted("serial"), "CREATE VIEW mine AS SELECT symbol FROM market_data");

    assertThat(run().problems()).noneMatch(p -> p.contains("publish"));

    assertThat(ask("SELECT count(DISTINCT symbol) FROM mine")).containsExactly("4");
  }

  @Test
  void makesTheMissingConstraintUnlessRowsAreTwice() throws SQLException {
    database.execute(
        ORIGINAL.formatted("serial"),
        "ALTER TABLE market_data DROP CONSTRAINT uq_symbol_date",
        "INSERT INTO market_data VALUES (1, 'OLD', '2001-02-03', 1, 2, 0.5, 1.5, 9)",
        "INSERT INTO market_data VALUES (2, 'OLD', '2001-02-03', 1, 2, 0.5, 1.5, 9)");
    assertThat(run().problems()).anyMatch(p -> p.contains("OLD 2001-02-03 more than once"));

    database.execute("DELETE FROM market_data WHERE id = 2");
    assertThat(run().problems()).noneMatch(p -> p.contains("publish"));
    assertThat(ask("SELECT conname FROM pg_constraint WHERE conname = 'uq_symbol_date'"))
        .hasSize(1);
  }

  @Test
  void refusesWhatDoesNotFitAndNamesIt() {
    assertThat(refusal("CREATE VIEW market_data AS SELECT 1 AS id"))
        .contains("market_data\" is no");
    assertThat(
            refusal(
                "DROP VIEW market_data",
                ORIGINAL.formatted("serial"),
                "ALTER TABLE market_data ALTER COLUMN open TYPE numeric"))
        .contains("open is numeric, and double precision is wanted");
    assertThat(
            refusal(
                "ALTER TABLE market_data ALTER COLUMN open TYPE double precision",
                "ALTER TABLE market_data ADD COLUMN desk text NOT NULL"))
        .contains("desk must not be null and has no default");
    assertThat(
            refusal(
                "ALTER TABLE market_data DROP COLUMN desk", "CREATE TABLE freshness (mine text)"))
        .contains("\"freshness\" is there and is not this program's");
    assertThat(
            refusal("DROP TABLE freshness", "ALTER TABLE market_data ADD COLUMN vintage integer"))
        .contains("RENAME COLUMN vintage");
  }

  private String refusal(String... statements) {
    database.execute(statements);
    RunReport report = run();
    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    return report.problems().get(report.problems().size() - 1);
  }

  @Test
  void namesTheRightThatAUserLacks() {
    String password = URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);
    database.execute(
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT CREATE ON DATABASE " + database.name() + " TO reader");
    String address = database.readerAddress().replace("reader@", "reader:" + password + "@");
    bed.ledgerIn(Optional.of(address));

    RunReport report = run();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(report.problems())
        .anyMatch(p -> p.contains("GRANT USAGE, CREATE ON SCHEMA \"public\" TO reader"))
        .noneMatch(p -> p.contains(password));
    database.execute("GRANT CREATE ON SCHEMA public TO reader");
    assertThat(run().exitCode()).isNotEqualTo(ExitCode.NOT_RECORDED);
  }

  @Test
  void publishesIntoTheSchemaOfTheAddress() throws SQLException {
    database.execute("CREATE SCHEMA desk");
    bed.ledgerIn(Optional.of(database.address() + "?currentSchema=desk"));

    run();

    assertThat(ask("SELECT count(*) > 100 FROM desk.market_data")).containsExactly("t");
    assertThat(ask("SELECT to_regclass('public.market_data')")).containsExactly("null");
  }

  @Test
  void onlyAFullPublicationRemovesWhatTheLakeDoesNotHave() throws SQLException {
    run();
    database.execute(
        "INSERT INTO market_data (symbol, date, open, high, low, close, volume) VALUES"
            + " ('MINE', '2026-01-28', 1, 1, 1, 1, 1)",
        "INSERT INTO market_data (symbol, date, open, high, low, close, volume, vintage) VALUES"
            + " ('GONE', '2026-01-28', 1, 1, 1, 1, 1, 'x'),"
            + " ('GONE', '2011-01-28', 1, 1, 1, 1, 1, 'x')",
        "UPDATE market_data SET close = -1 WHERE symbol = 'IBM' AND date = '2026-01-28'",
        "INSERT INTO quarantine SELECT * FROM quarantine");
    run();
    assertThat(ask("SELECT count(*) FROM market_data WHERE symbol = 'GONE'")).containsExactly("2");

    try (Sentinel sentinel = bed.open(data, History.MONDAY)) {
      new Publisher(sentinel.requiredWarehouse(), sentinel.ledger())
          .publish(io.dataflow.sentinel.warehouse.Warehouse.Scope.FULL, List.of(), History.MONDAY);
    }

    assertThat(ask("SELECT symbol FROM market_data WHERE symbol IN ('GONE', 'MINE')"))
        .containsExactly("MINE");
    assertThat(ask("SELECT count(*) FROM market_data WHERE close = -1")).containsExactly("0");
    assertThat(ask("SELECT count(*) FROM quarantine"))
        .containsExactly("" + Bed.tables(data).get("silver.quarantine").size());
  }

  @Test
  void carriesHostileTextsAndNumbersThereAndBack() throws SQLException {
    String hostile = "a\\b\tc\nd\re\"f'g,h\\.\n\\.\n\\N😀\u202e";
    String[] currencies = {hostile, "", null, "nul\0", "\\N"};
    Path lake = data.resolve("hostile");
    try (Engine engine = new DuckDbEngine(data.resolve("engine"));
        Lake own = new Lake(engine, lake.resolve("catalog.db"), lake::resolve)) {
      List<Object[]> rows = new ArrayList<>();
      for (int i = 0; i < currencies.length; i++) {
        rows.add(
            new Object[] {
              "X" + i,
              "1d",
              null,
              "yahoo",
              (long) i,
              Double.POSITIVE_INFINITY,
              Double.NaN,
              -0.0,
              0.1 + 0.2,
              Double.MIN_VALUE,
              Long.MAX_VALUE,
              String.valueOf(currencies[i]),
              History.MONDAY.plusNanos(123456000),
              "v".repeat(10_000)
            });
      }
      engine.load("rows", SilverTables.QUARANTINE.columns(), rows);
      own.append(SilverTables.QUARANTINE, "SELECT * FROM rows", "batch");
      var warehouse =
          new io.dataflow.sentinel.warehouse.Warehouse(
              database.connected(), engine, own, data.resolve("scratch"));
      warehouse.publish(
          io.dataflow.sentinel.warehouse.Warehouse.Scope.CHANGES,
          since ->
              new io.dataflow.sentinel.warehouse.Dashboard(Optional.empty(), List.of(), List.of()));

      assertThat(ask("SELECT broken FROM quarantine ORDER BY symbol"))
          .containsExactly(hostile, "", "null", "nul\ufffd", "\\N");
      List<String> back = new ArrayList<>();
      warehouse.read(
          (table, csv, count) -> {
            Path file = data.resolve("back.csv");
            try {
              java.nio.file.Files.write(file, csv);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
            engine.csvView("back", table.columns(), List.of(file));
            String all = "SELECT * REPLACE (replace(broken, chr(0), chr(65533)) AS broken) FROM ";
            engine.materialize("was", all + "rows");
            back.addAll(
                engine.query(
                    "(SELECT * FROM back EXCEPT ALL SELECT * FROM was) UNION ALL"
                        + " (SELECT * FROM was EXCEPT ALL SELECT * FROM back)",
                    r -> r.text(1)));
            back.add(table.fullName() + " " + count);
          });
      assertThat(back).containsExactly("silver.quarantine 5");
    }
  }

  private List<String> ask(String sql) throws SQLException {
    try (Connection connection = database.connected().connect(Duration.ofSeconds(60));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(String.valueOf(result.getString(1)));
      }
      return rows;
    }
  }
}
