package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.incident.Sightings.DEADLINE;
import static io.dataflow.sentinel.incident.Sightings.FRIDAY;
import static io.dataflow.sentinel.incident.Sightings.missing;
import static io.dataflow.sentinel.incident.Sightings.survey;
import static io.dataflow.sentinel.incident.Sightings.symbols;
import static io.dataflow.sentinel.ledger.Records.AAPL;
import static io.dataflow.sentinel.ledger.Records.BARS;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static io.dataflow.sentinel.ledger.Records.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.incident.Reconciler;
import io.dataflow.sentinel.incident.Silence;
import io.dataflow.sentinel.notify.Dispatch;
import io.dataflow.sentinel.notify.Letters;
import io.dataflow.sentinel.postgres.RealPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("it")
class LedgerCopyTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  @TempDir Path folder;

  private SqliteLedger file() {
    return new SqliteLedger(folder.resolve("ledger.db"));
  }

  private static void fill(Ledger ledger) {
    ledger.startRun(Records.run("run-1"));
    ledger.startRun(Records.run("run-2"));
    ledger.recordStages("run-1", List.of(new Stage("fetch", NOON, 12, "{}")));
    ledger.finishRun("run-1", NOON.plusSeconds(9), 1, Records.HOSTILE);
    ledger.openBatch(
        Records.batch("b-1", "run-1"),
        Records.looks(12_000),
        List.of(new Attempt(AAPL, NOON, Optional.of("HTTP 429"))),
        List.of(Records.check("high_not_below_low", Optional.of("AAPL"))),
        List.of(Records.intent("i-1", "b-1")));
    ledger.closeBatch("b-1", NOON.plusSeconds(5));
    ledger.watch(AAPL, NOON);
    ledger.recordExpectations(Records.expectations(1_000));
    ledger.recordVerdicts("run-1", List.of(Records.verdict(AAPL, NOON, "LATE", Records.HOSTILE)));
    ledger.recordFacts(List.of(Records.facts("AAPL", "USD")));
    ledger.hold(Records.hold("AAPL", NOON));
    ledger
        .incidents()
        .record(
            Reconciler.reconcile(survey(DEADLINE, symbols(9), missing("S001", FRIDAY)), List.of()));
    ledger
        .incidents()
        .record(new Silence("s-1", List.of("a=\"b\""), NOON, NOON, "ana", "why", NOON));
    ledger
        .outbox()
        .record(
            new Dispatch(
                List.of(Letters.conversation("c-1")),
                List.of(Letters.letter("c-1", 1, Message.Kind.FIRING, Records.HOSTILE))));
    ledger.outbox().refer("team/slack/0", "c-1", "reference");
  }

  private static List<Object> all(Ledger ledger) {
    List<Object> all = new ArrayList<>(told(ledger));
    String incident = ledger.incidents().newest(9).get(0).id();
    all.add(ledger.incidents().newest(9));
    all.add(ledger.incidents().events(incident));
    all.add(ledger.incidents().silences(Instant.EPOCH));
    all.add(ledger.outbox().conversations());
    all.add(ledger.outbox().pending());
    all.add(ledger.outbox().reference("team/slack/0", "c-1"));
    return all;
  }

  private static List<Object> told(Ledger ledger) {
    Instant end = Instant.parse("9999-01-01T00:00:00Z");
    return List.of(
        ledger.runs(10),
        ledger.stages("run-1"),
        ledger.batch("b-1"),
        ledger.promotedRuns(),
        ledger.intents("b-1"),
        ledger.checks("run-1"),
        ledger.looks(BARS, SESSION),
        ledger.attempts(BARS, end),
        ledger.attempts(BARS, NOON),
        ledger.watchedSince(BARS),
        ledger.expectations(BARS, SESSION),
        ledger.verdicts(BARS, SESSION),
        ledger.verdictChanges(AAPL),
        ledger.facts(),
        ledger.holds());
  }

  @Test
  void copiesEverythingIntoAPostgres() {
    try (SqlLedger from = file();
        SqlLedger to = new PostgresLedger(POSTGRES.database().connected())) {
      fill(from);
      List<String> told = new ArrayList<>();

      Map<String, Long> copied = new LedgerCopy(from, to).copy((table, n) -> told.add(table));

      assertThat(told).containsExactlyElementsOf(LedgerCopy.TABLES);
      assertThat(copied).containsEntry("look", 12_000L).containsEntry("run", 2L);
      assertThat(copied.values()).allMatch(rows -> rows > 0);
      assertThat(all(to)).isEqualTo(all(from));
    }
  }

  @Test
  void refusesALedgerThatHoldsSomething() {
    try (SqlLedger from = file();
        SqlLedger to = new PostgresLedger(POSTGRES.database().connected())) {
      fill(from);
      to.startRun(Records.run("another"));

      assertThatThrownBy(() -> new LedgerCopy(from, to).copy((table, rows) -> {}))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("holds 1 rows of run already");
      assertThat(to.looks(BARS, SESSION)).isEmpty();
    }
  }

  @Test
  void leavesNothingWhenItIsCutOffAndMayBeRepeated() {
    RealPostgres.Database database = POSTGRES.database();
    try (SqlLedger from = file();
        SqlLedger cutOff = new PostgresLedger(database.connected());
        SqlLedger to = new PostgresLedger(database.connected())) {
      fill(from);
      assertThatThrownBy(
              () ->
                  new LedgerCopy(from, cutOff)
                      .copy(
                          (table, rows) -> {
                            if (table.equals("look")) {
                              endEveryOtherSession(database);
                            }
                          }))
          .isInstanceOf(LedgerException.class);
      assertThat(to.runs(10)).isEmpty();
      assertThat(to.looks(BARS, SESSION)).isEmpty();

      new LedgerCopy(from, to).copy((table, rows) -> {});

      assertThat(all(to)).isEqualTo(all(from));
    }
  }

  /** To the server a killed process and an ended session are the same. */
  private static void endEveryOtherSession(RealPostgres.Database database) {
    database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  @Test
  void doesNotCopyWhoIsAtWorkNow() {
    try (SqlLedger from = file();
        SqlLedger to = new PostgresLedger(POSTGRES.database().connected())) {
      fill(from);
      LeaseHolder holder = new LeaseHolder("host-1", "", 1, Optional.empty());
      Lease lease = new Lease("copy-1", holder, NOON, java.time.Duration.ofSeconds(30), 0);
      assertThat(from.lease().take(lease, Optional.empty())).isTrue();

      new LedgerCopy(from, to).copy((table, rows) -> {});

      assertThat(to.lease().current()).isEmpty();
      assertThat(to.runs(10)).hasSize(2);
    }
  }

  @Test
  void knowsEveryTable() throws SQLException {
    try (SqlLedger ledger = file()) {
      ledger.open();
    }
    try (Connection connection =
        SqliteDatabase.source(folder.resolve("ledger.db")).getConnection()) {
      List<String> tables =
          Statements.query(
              connection,
              "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> '"
                  + Schema.HISTORY
                  + "'",
              row -> row.text("name"));
      tables.remove(LedgerCopy.OF_THE_MOMENT);
      assertThat(LedgerCopy.TABLES).containsExactlyInAnyOrderElementsOf(tables);
    }
  }
}
