package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.AAPL;
import static io.dataflow.sentinel.ledger.Records.BARS;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static io.dataflow.sentinel.ledger.Records.SESSION;
import static io.dataflow.sentinel.ledger.Records.SPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.postgres.PostgresAddress;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.postgres.RealPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ledger in a real PostgreSQL, read by somebody who may read and nothing else. */
@Tag("it")
class LedgerReadingTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  private final RealPostgres.Database database = POSTGRES.database();

  private LedgerReading reading() {
    return new LedgerReading(
        new PostgresServer(
            PostgresAddress.parse(database.readerAddress()),
            Map.of("PGPASSWORD", RealPostgres.PASSWORD)));
  }

  private SqlLedger ledger() {
    return new PostgresLedger(database.connected());
  }

  private void mayRead() {
    database.execute(
        "GRANT USAGE ON SCHEMA sentinel_ledger TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA sentinel_ledger TO reader");
  }

  private static Expectation expected(Expectation like, boolean owed, Instant recordedAt) {
    return new Expectation(
        like.feed(),
        like.session(),
        like.open(),
        like.close(),
        like.deadline(),
        like.lag(),
        like.grace(),
        like.arrival(),
        owed,
        like.calendar(),
        like.calendarVersion(),
        recordedAt,
        like.reason());
  }

  @Test
  void readsRunsOfOneCommandNewestFirst() {
    try (SqlLedger ledger = ledger()) {
      ledger.startRun(Records.run("run-1"));
      ledger.finishRun("run-1", NOON.plusSeconds(5), 1, "{}");
      ledger.startRun(Records.run("run-2", NOON.plusSeconds(60)));
      ledger.startRun(
          new RunStart("fill", NOON.plusSeconds(90), NOON, "backfill", "0", "http://x", "host", 1));
    }
    mayRead();
    try (LedgerReading reading = reading()) {
      assertThat(reading.runs("run", 10))
          .containsExactly(
              new RunMark("run-2", NOON.plusSeconds(60), NOON, Optional.empty()),
              new RunMark(
                  "run-1", NOON, NOON, Optional.of(new RunMark.End(NOON.plusSeconds(5), 1))));
      assertThat(reading.runs("run", 1)).extracting(RunMark::runId).containsExactly("run-2");
      assertThat(reading.lease()).isEmpty();
    }
  }

  @Test
  void readsTheLease() {
    Lease lease =
        new Lease(
            "run-1",
            new LeaseHolder("host", "machine", 4711, Optional.empty()),
            NOON,
            Duration.ofSeconds(30),
            0);
    try (SqlLedger ledger = ledger()) {
      assertThat(ledger.lease().take(lease, Optional.empty())).isTrue();
      mayRead();
      try (LedgerReading reading = reading()) {
        assertThat(reading.lease()).contains(lease);
        ledger.lease().renew(NOON);
        assertThat(reading.lease()).map(Lease::renewals).contains(1L);
      }
    }
  }

  @Test
  void readsEachPromiseOnceAsItStood() {
    Expectation one = Records.expectation(AAPL, SESSION, NOON);
    Instant later = NOON.plusSeconds(60);
    try (SqlLedger ledger = ledger()) {
      ledger.recordExpectations(
          List.of(
              one,
              Records.expectation(SPY, SESSION, NOON),
              expected(one, false, later),
              expected(Records.expectation(SPY, SESSION, NOON), false, later),
              Records.expectation(SPY, SESSION.plusDays(1), NOON)));
    }
    mayRead();
    try (LedgerReading reading = reading()) {
      assertThat(reading.deadlines(BARS, SESSION, NOON))
          .hasSize(2)
          .contains(
              new SharedDeadline(
                  "XNYS",
                  SESSION,
                  one.close(),
                  one.arrival().settle(),
                  one.arrival().judge(),
                  one.deadline()));
      assertThat(reading.deadlines(BARS, SESSION, later))
          .extracting(SharedDeadline::session)
          .containsExactly(SESSION.plusDays(1));
      assertThat(reading.deadlines(BARS, SESSION.plusDays(1), NOON)).hasSize(1);
      assertThat(reading.deadlines(BARS, SESSION, NOON.minusSeconds(1))).isEmpty();
      assertThat(reading.deadlines("another", SESSION, NOON)).isEmpty();
    }
  }

  @Test
  void leavesOutWhatWasPromisedAfterItsDeadline() {
    Expectation one = Records.expectation(AAPL, SESSION, NOON);
    Expectation late =
        Records.expectation(SPY, SESSION.minusDays(1), one.deadline().minusSeconds(86_399));
    try (SqlLedger ledger = ledger()) {
      ledger.recordExpectations(List.of(one, late));
    }
    mayRead();
    try (LedgerReading reading = reading()) {
      assertThat(reading.deadlines(BARS, SESSION.minusDays(1), one.deadline()))
          .extracting(SharedDeadline::session)
          .containsExactly(SESSION);
    }
  }

  @Test
  void makesNothingWhereThereIsNoLedger() {
    try (LedgerReading reading = reading()) {
      assertThatThrownBy(() -> reading.runs("run", 1))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("there is no ledger at postgresql://reader@127.0.0.1:")
          .hasMessageContaining("Set DATABASE_URL");
    }
    assertThat(LedgerInspection.database(database.connected()).there()).isFalse();
  }

  @Test
  void saysWhichRightsItLacks() {
    try (SqlLedger ledger = ledger()) {
      ledger.open();
    }
    database.execute("GRANT USAGE ON SCHEMA sentinel_ledger TO reader");
    try (LedgerReading reading = reading()) {
      assertThatThrownBy(reading::lease)
          .isInstanceOf(LedgerException.class)
          .hasMessageEndingWith(
              "GRANT SELECT ON ALL TABLES IN SCHEMA sentinel_ledger, and GRANT USAGE ON SCHEMA"
                  + " sentinel_ledger");
    }
  }

  @Test
  void migratesNothing() {
    try (SqlLedger ledger = ledger()) {
      ledger.open();
    }
    mayRead();
    database.execute("DELETE FROM sentinel_ledger.schema_version WHERE version >= 5");
    try (LedgerReading reading = reading()) {
      assertThatThrownBy(reading::lease)
          .hasMessageContaining("has schema 4, and this program reads 5 to ")
          .hasMessageContaining("The next run of this program brings it up to date");
    }
    database.execute("INSERT INTO sentinel_ledger.schema_version VALUES (99, 'V99__x.sql')");
    try (LedgerReading reading = reading()) {
      assertThatThrownBy(reading::lease)
          .hasMessageContaining("has schema 99")
          .hasMessageContaining("A newer program made it: use that one here too");
    }
  }

  /** The owner may write everywhere; what is read as its user still cannot. */
  @Test
  void theServerLetsItWriteNothing() {
    try (SqlLedger ledger = ledger()) {
      ledger.open();
    }
    PostgresReading reading =
        new PostgresReading(
            database.connected(),
            new PostgresDatabase(database.connected(), PostgresLedger.SCHEMA));
    try (Transactions transactions = new Transactions(reading)) {
      assertThatThrownBy(
              () ->
                  transactions.write(
                      "write", connection -> Statements.update(connection, "DELETE FROM run")))
          .hasMessageContaining("read-only transaction");
    }
  }
}
