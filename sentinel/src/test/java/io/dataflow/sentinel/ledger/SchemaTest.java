package io.dataflow.sentinel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema: one way to it from the template, another through every migration. */
class SchemaTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  private static void migrate(Path file, int version) {
    FlywayMigration.to(version, SqliteDatabase.source(file), file.toString());
  }

  private static List<String> rows(Path file, String sql) throws SQLException {
    try (Connection connection = SqliteDatabase.source(file).getConnection()) {
      return Statements.query(connection, sql, row -> row.text("x"));
    }
  }

  private static List<String> schema(Path file) throws SQLException {
    return rows(
        file,
        "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS x FROM sqlite_master"
            + " ORDER BY type, name");
  }

  private static List<String> history(Path file) throws SQLException {
    return rows(
        file,
        "SELECT version || ' ' || script || ' ' || checksum AS x FROM flyway_schema_history"
            + " ORDER BY installed_rank");
  }

  @Test
  void knowsAsManyVersionsAsThereAreMigrations() throws IOException {
    Path migrations =
        Path.of("src/main/resources/io/dataflow/sentinel/ledger/migration").toAbsolutePath();
    try (Stream<Path> files = Files.list(migrations)) {
      assertThat(files.map(f -> f.getFileName().toString().replaceAll("__.*", "")))
          .containsExactlyInAnyOrder("V1", "V2", "V3", "V4", "V5", "V6", "V7")
          .hasSize(Schema.LATEST);
    }
  }

  @Test
  void templateEqualsMigratedDatabase() throws SQLException {
    Path migrated = folder.resolve("migrated.db");
    migrate(migrated, Schema.LATEST);
    try (Ledger ledger = new SqliteLedger(file())) {
      ledger.open();
    }

    assertThat(SqliteFile.class.getResource(SqliteFile.TEMPLATE)).isNotNull();
    assertThat(schema(file())).isEqualTo(schema(migrated)).hasSizeGreaterThan(20);
    assertThat(history(file())).isEqualTo(history(migrated)).hasSize(Schema.LATEST);
  }

  @Test
  void templateHasEqualBytesEachTime() throws IOException, SQLException {
    LedgerTemplate.make(folder.resolve("again.db"));

    byte[] built = SqliteFile.class.getResourceAsStream(SqliteFile.TEMPLATE).readAllBytes();
    assertThat(Files.readAllBytes(folder.resolve("again.db"))).isEqualTo(built);
  }

  @Test
  void bringsOlderLedgerUpToDateAndKeepsCopyOfIt() throws SQLException {
    migrate(file(), 1);
    try (Connection connection = SqliteDatabase.source(file()).getConnection()) {
      Statements.update(
          connection, "INSERT INTO batch VALUES ('b-1', 'run-1', 1000000, '{}', NULL)");
    }

    try (Ledger ledger = new SqliteLedger(file())) {
      assertThat(ledger.openBatches()).hasSize(1);
      assertThat(ledger.holds()).isEmpty();
    }
    assertThat(history(file())).hasSize(Schema.LATEST);
    Path copy = folder.resolve("ledger.db.before-v7");
    assertThat(history(copy)).hasSize(1);
    assertThat(rows(copy, "SELECT batch_id AS x FROM batch")).containsExactly("b-1");
  }

  @Test
  void migratesOnceWhenSeveralOpenOlderLedger() throws Exception {
    migrate(file(), 1);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Integer>> openers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        openers.add(
            () -> {
              try (Ledger ledger = new SqliteLedger(file())) {
                return ledger.holds().size();
              }
            });
      }
      for (Future<Integer> done : threads.invokeAll(openers)) {
        assertThat(done.get()).isZero();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(history(file())).hasSize(Schema.LATEST);
  }

  @Test
  void refusesLedgerOfNewerProgram() throws SQLException {
    migrate(file(), Schema.LATEST);
    try (Connection connection = SqliteDatabase.source(file()).getConnection()) {
      Statements.update(
          connection,
          """
          INSERT INTO flyway_schema_history
          SELECT 99, '99', 'newer', 'SQL', 'V99__newer.sql', 1, '', '2030-01-01', 1, 1
          """);
    }

    try (Ledger ledger = new SqliteLedger(file())) {
      assertThatThrownBy(ledger::open)
          .isInstanceOf(LedgerException.class)
          .hasMessage(
              "the ledger %s has schema 99 and this program knows up to 7: a newer program made it."
                      .formatted(file())
                  + " Use that program, or another data folder");
    }
  }
}
