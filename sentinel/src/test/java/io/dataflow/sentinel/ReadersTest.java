package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.postgres.RealPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads while a run or a rebuild writes is never kept waiting and sees whole tables. */
@Tag("slow")
class ReadersTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  /** Each adds sessions to two instruments at once, so half of one shows in the counts. */
  private static final List<Instant> MOMENTS =
      List.of(
          Instant.parse("2026-03-06T04:45:00Z"),
          Instant.parse("2026-03-07T04:45:00Z"),
          Instant.parse("2026-03-10T04:45:00Z"));

  private static final String STATE =
      "SELECT COUNT(*), COUNT(DISTINCT session), MIN(symbol), MAX(symbol), SUM(volume),"
          + " MAX(session) FROM %s";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = "gold.daily_metrics")
  void eachReadIsOneOfTheCommittedStates(String table) throws Exception {
    reads(table, "");
  }

  @ParameterizedTest
  @ValueSource(strings = "silver.bars")
  void eachReadIsOneOfTheCommittedStatesWithTheLedgerInADatabase(String table) throws Exception {
    reads(table, "DATABASE_URL=" + POSTGRES.database().address() + "\n");
  }

  private void reads(String table, String database) throws Exception {
    try (Cli cli = new Cli(folder)) {
      cli.assets("AAPL", "SPY").market("").moveTo(MOMENTS.get(0));
      cli.file(".env", database + "SENTINEL_YAHOO_URL=" + cli.address() + "\n");
      Set<String> committed = new TreeSet<>();
      assertThat(cli.run().code()).isZero();
      committed.add(state(cli, table));
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Future<Set<String>> tables = threads.submit(() -> seen(cli, table, done));
        Future<Integer> judged = threads.submit(() -> judged(cli, done));
        for (Instant moment : MOMENTS) {
          cli.moveTo(moment);
          Cli.Ended run = cli.run();
          assertThat(run.code()).as(run.said()).isZero();
          committed.add(state(cli, table));
        }
        assertThat(cli.on("rebuild").code()).isZero();
        assertThat(committed).hasSize(MOMENTS.size()).contains(state(cli, table));
        done.set(true);
        assertThat(committed).containsAll(tables.get());
        assertThat(tables.get()).hasSizeGreaterThan(1);
        assertThat(judged.get()).isPositive();
      } finally {
        done.set(true);
        threads.shutdown();
      }
    }
  }

  private static String state(Cli cli, String table) {
    Cli.Ended read = cli.on("sql", STATE.formatted(table));
    assertThat(read.code()).as(read.said()).isZero();
    return read.out();
  }

  private static Set<String> seen(Cli cli, String table, AtomicBoolean done) {
    Set<String> states = new TreeSet<>();
    while (!done.get()) {
      states.add(state(cli, table));
    }
    return states;
  }

  private static int judged(Cli cli, AtomicBoolean done) {
    List<Integer> codes = new ArrayList<>();
    while (!done.get()) {
      Cli.Ended judged = cli.on("freshness", "--json");
      assertThat(judged.out()).as(judged.said()).contains("\"status\"");
      codes.add(judged.code());
    }
    return codes.size();
  }
}
