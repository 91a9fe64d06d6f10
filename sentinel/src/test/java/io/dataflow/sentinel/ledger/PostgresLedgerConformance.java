package io.dataflow.sentinel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.postgres.RealPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a ledger in a PostgreSQL promises besides, of whatever version. */
abstract class PostgresLedgerConformance extends LedgerConformance {
  private RealPostgres.Database database;

  abstract RealPostgres postgres();

  @BeforeEach
  void makesDatabase() {
    database = postgres().database();
  }

  PostgresServer server() {
    return database.connected();
  }

  final RealPostgres.Database database() {
    return database;
  }

  @Override
  Ledger connect() {
    return new PostgresLedger(server());
  }

  @Test
  void refusesLedgerOfNewerProgram() {
    connect().open();
    database.execute(
        "INSERT INTO sentinel_ledger.schema_version (version, script) VALUES (99, 'newer')");

    try (Ledger ledger = connect()) {
      assertThatThrownBy(ledger::open)
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(
              "has schema 99 and this program knows up to "
                  + Schema.LATEST
                  + ": a newer program made it. Use that program, or another database");
    }
  }

  @Test
  void looksWithoutMakingAnything() {
    try (Ledger ledger = connect()) {
      assertThat(ledger.check().problem()).isEmpty();
    }
    database.execute("CREATE SCHEMA sentinel_ledger");
  }

  @Test
  void goesOnWhenItsConnectionWasEndedInBetween() {
    ledger().startRun(Records.run("run-1"));
    endEverySession();
    assertThat(ledger().run("run-1")).isPresent();
    endEverySession();
    ledger().startRun(Records.run("run-2"));

    assertThat(ledger().runs(10)).hasSize(2);
  }

  private void endEverySession() {
    database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  @Test
  void keepsApartFromTablesOfTheSameNames() {
    database.execute("CREATE TABLE run (mine text)", "CREATE TABLE look (mine text)");

    ledger().startRun(Records.run("run-1"));

    assertThat(ledger().run("run-1")).isPresent();
    database.execute("INSERT INTO run VALUES ('still mine')");
  }
}
