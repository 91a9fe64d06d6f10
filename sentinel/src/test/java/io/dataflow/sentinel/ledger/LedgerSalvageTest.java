package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.AAPL;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.market.Interval;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerSalvageTest {
  private static final Feed OWN = new Feed("prices", "AAPL", Interval.DAY_1);

  @TempDir private Path folder;
  private Path damaged;

  @BeforeEach
  void makesALedger() {
    damaged = folder.resolve("damaged.db");
    try (Ledger ledger = new SqliteLedger(damaged)) {
      ledger.startRun(Records.run("run-1"));
      ledger.openBatch(
          Records.batch("batch-1", "run-1"),
          List.of(Records.look(AAPL, NOON, Look.Seen.FINAL)),
          List.of(Records.attempt(AAPL, NOON)),
          List.of(),
          List.of());
      ledger.recordLooks(List.of(Records.look(OWN, NOON, Look.Seen.NOTHING)));
      ledger.recordExpectations(Records.expectations(300));
    }
  }

  private void without(String table) throws SQLException {
    try (Connection connection = SqliteDatabase.source(damaged).getConnection()) {
      Statements.update(connection, "DROP TABLE " + table);
    }
  }

  @Test
  void keepsEverythingThatCanBeRead() {
    try (SqlLedger anew = new SqliteLedger(folder.resolve("new.db"))) {
      LedgerSalvage.Salvaged salvaged = new LedgerSalvage(damaged, Records.BARS, anew).salvage();

      assertThat(salvaged.cut()).isEmpty();
      assertThat(salvaged.fromBronze()).isFalse();
      assertThat(salvaged.rows()).containsEntry("expectation", 300L).containsEntry("look", 2L);
      assertThat(anew.run("run-1")).isPresent();
      assertThat(anew.batch("batch-1")).isPresent();
    }
  }

  @Test
  void takesNoHalfOfWhatFollowsFromAnswersAndKeepsTheLooksAtOwnTables() throws SQLException {
    without("attempt");
    try (SqlLedger anew = new SqliteLedger(folder.resolve("new.db"))) {
      LedgerSalvage.Salvaged salvaged = new LedgerSalvage(damaged, Records.BARS, anew).salvage();

      assertThat(salvaged.cut()).containsExactly("attempt");
      assertThat(salvaged.fromBronze()).isTrue();
      assertThat(salvaged.rows())
          .containsEntry("run", 1L)
          .containsEntry("batch", 0L)
          .containsEntry("expectation", 300L)
          .containsEntry("look", 1L);
      assertThat(anew.batch("batch-1")).isEmpty();
      assertThat(anew.looks(AAPL)).isEmpty();
      assertThat(anew.looks(OWN)).hasSize(1);
    }
  }

  @Test
  void whatOnlyTheLedgerKnewIsLostAlone() throws SQLException {
    without("expectation");
    try (SqlLedger anew = new SqliteLedger(folder.resolve("new.db"))) {
      LedgerSalvage.Salvaged salvaged = new LedgerSalvage(damaged, Records.BARS, anew).salvage();

      assertThat(salvaged.cut()).containsExactly("expectation");
      assertThat(salvaged.fromBronze()).isFalse();
      assertThat(anew.batch("batch-1")).isPresent();
    }
  }
}
