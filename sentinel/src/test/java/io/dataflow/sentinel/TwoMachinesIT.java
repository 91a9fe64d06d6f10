package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.ledger.Lease;
import io.dataflow.sentinel.ledger.LeaseLedger;
import io.dataflow.sentinel.ledger.LeaseLostException;
import io.dataflow.sentinel.ledger.PostgresLedger;
import io.dataflow.sentinel.ledger.SqlLedger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.postgres.RealPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that want to write to one lake, of one folder or of two with one ledger. */
@Tag("slow")
class TwoMachinesIT {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  /** The first run is at work for a while. */
  private static final String SLOW =
      "faults:\n- {symbol: SPY, fault: delay, time: PT12S, times: 1}\n";

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();
  private RealPostgres.Database database;
  private Bed bed;

  @BeforeEach
  void startsAMarket() throws IOException {
    database = POSTGRES.database();
    bed = new Bed(folder, List.of("AAPL", "SPY"), "2026-02-02", SLOW);
    bed.moveTo(Cli.FRIDAY_NIGHT);
  }

  @AfterEach
  void stopsAll() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    bed.close();
  }

  /** What a process came to. */
  private record Ended(int code, String said) {}

  private Process start(String name, Optional<String> databaseUrl, String data, String... more)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            .replace("\n", File.pathSeparator));
    command.addAll(List.of("io.dataflow.sentinel.Main", "run", "--quiet"));
    command.addAll(List.of("--config", bed.settingsFile().toString()));
    command.addAll(List.of("--data", folder.resolve(data).toString()));
    command.addAll(List.of("--as-of", Cli.FRIDAY_NIGHT.toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("SENTINEL_YAHOO_URL", bed.source().toString());
    environment.put("SENTINEL_ENV_FILE", "/dev/null");
    databaseUrl.ifPresent(url -> environment.put("DATABASE_URL", url));
    Process process = builder.redirectErrorStream(true).redirectOutput(said(name).toFile()).start();
    started.add(process);
    return process;
  }

  private Path said(String name) {
    return folder.resolve(name + ".txt");
  }

  private Ended ended(Process process, String name) throws Exception {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(name).isTrue();
    return new Ended(process.exitValue(), Files.readString(said(name)));
  }

  private SqlLedger ledger(Optional<String> url, String data) {
    return url.isPresent()
        ? new PostgresLedger(database.connected())
        : new SqliteLedger(folder.resolve(data).resolve("ledger.db"));
  }

  /** The run that has the lease, as soon as one has. */
  private static Lease held(LeaseLedger ledger) throws InterruptedException {
    Optional<Lease> lease = ledger.current();
    while (lease.isEmpty()) {
      Thread.sleep(50);
      lease = ledger.current();
    }
    return lease.get();
  }

  @Test
  void theSecondOfTwoMachinesOnOneLedgerIsToldWhoIsAtWorkOrWaits() throws Exception {
    Optional<String> url = Optional.of(database.address());
    Process first = start("first", url, "one");
    try (SqlLedger ledger = ledger(url, "one")) {
      String run = held(ledger.lease()).runId();

      Process refused = start("refused", url, "two");
      Process waits = start("waits", url, "three", "--wait", "100s");

      Ended second = ended(refused, "refused");
      assertThat(second.code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(second.said())
          .containsPattern("run " + run + " on \\S+ since \\d+ (s|min) .*")
          .contains("(process " + first.pid() + ")", "--wait 10m");
      assertThat(folder.resolve("two/gold")).doesNotExist();
      assertThat(ended(first, "first").code()).isZero();
      Ended third = ended(waits, "waits");
      assertThat(third.code()).as(third.said()).isZero();
      assertThat(ledger.runs(10)).hasSize(2).allMatch(r -> r.end().isPresent());
      assertThat(ledger.openBatches()).isEmpty();
      assertThat(ledger.lease().current()).isEmpty();
    }
  }

  @Test
  void aKilledHolderIsRecognisedAtOnceOnItsOwnMachine() throws Exception {
    Optional<String> url = Optional.of(database.address());
    killedHolderIsRecognised(url, "two");
  }

  @Test
  void aKilledHolderOfTheSameFolderIsRecognised() throws Exception {
    killedHolderIsRecognised(Optional.empty(), "one");
  }

  private void killedHolderIsRecognised(Optional<String> url, String next) throws Exception {
    Process first = start("first", url, "one");
    String run;
    while (url.isEmpty() && !Files.exists(folder.resolve("one/ledger.db"))) {
      Thread.sleep(50);
    }
    try (SqlLedger ledger = ledger(url, "one")) {
      run = held(ledger.lease()).runId();
    }
    first.destroyForcibly().waitFor();

    Ended second = ended(start("second", url, next), "second");

    assertThat(second.code()).as(second.said()).isZero();
    assertThat(second.said())
        .contains("run " + run + " on ", "was cut off: its process is gone", "is taken over");
    assertThat(Files.readString(folder.resolve(next).resolve("logs/pipeline.json")))
        .contains("was cut off: its process is gone");
  }

  @Test
  void theSecondRunOfOneFolderIsToldWhoIsAtWorkOrWaits() throws Exception {
    Process first = start("first", Optional.empty(), "one");
    while (!Files.exists(folder.resolve("one/ledger.db"))) {
      Thread.sleep(50);
    }
    try (SqlLedger ledger = ledger(Optional.empty(), "one")) {
      String run = held(ledger.lease()).runId();
      Ended second = ended(start("second", Optional.empty(), "one"), "second");
      assertThat(second.code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(second.said())
          .containsPattern("another run is at work on \\S+one: run " + run + " on \\S+ since \\d+ ")
          .contains("(process " + first.pid() + ")");
      Ended third = ended(start("third", Optional.empty(), "one", "--wait", "PT2M"), "third");
      assertThat(third.code()).as(third.said()).isZero();
      assertThat(third.said()).contains("waiting, at most 2 min more: run " + run);
      assertThat(ended(first, "first").code()).isZero();
    }
  }

  /** As a machine that was paused: its lease went to another one while it fetched. */
  @Test
  void aRunThatLostItsLeaseWritesNothingMoreAndTheNextOneComesToTheSame() throws IOException {
    Path data = folder.resolve("data");
    try (SqlLedger other = ledger(Optional.of(""), "data");
        Sentinel sentinel =
            bed.ledgerIn(Optional.of(database.address())).open(data, Cli.FRIDAY_NIGHT)) {
      Runner runner = new Runner(sentinel, "run", Clock.systemUTC());

      assertThatThrownBy(() -> runner.run(landed -> takeOver(other)))
          .isInstanceOf(LeaseLostException.class)
          .hasMessageContaining("lost its lease on postgresql://")
          .hasMessageContaining("run other on elsewhere (process 1) has it now");

      assertThat(other.openBatches()).isEmpty();
      assertThat(other.promotedRuns()).isEmpty();
      assertThat(data.resolve("silver")).doesNotExist();
      assertThat(data.resolve("gold")).doesNotExist();
      assertThat(other.lease().current()).map(Lease::runId).contains("other");
      assertThat(Files.readString(data.resolve("logs/pipeline.json"))).contains("lost its lease");
      other.lease().release();
    }
    assertThat(bed.run(data, Cli.FRIDAY_NIGHT).exitCode()).isZero();
    Path whole = folder.resolve("whole");
    assertThat(bed.ledgerIn(Optional.empty()).run(whole, Cli.FRIDAY_NIGHT).exitCode()).isZero();
    assertThat(Bed.tables(data)).isEqualTo(Bed.tables(whole));
  }

  private static void takeOver(SqlLedger other) {
    Lease mine =
        new Lease(
            "other",
            new io.dataflow.sentinel.ledger.LeaseHolder("elsewhere", "m", 1, Optional.empty()),
            Cli.FRIDAY_NIGHT,
            Duration.ofSeconds(30),
            0);
    boolean taken = other.lease().current().filter(l -> l.runId().equals("other")).isPresent();
    while (!taken) { // a renewal may come in between
      taken = other.lease().take(mine, other.lease().current());
    }
  }
}
