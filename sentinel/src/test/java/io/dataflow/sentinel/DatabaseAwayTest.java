package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.ledger.PostgresLedger;
import io.dataflow.sentinel.ledger.SqlLedger;
import io.dataflow.sentinel.postgres.RealPostgres;
import io.dataflow.sentinel.postgres.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose database is away when a run starts, or goes away in its middle. */
@Tag("it")
class DatabaseAwayTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  @TempDir private Path folder;
  private final RealPostgres.Database database = POSTGRES.database();
  private TcpProxy proxy;
  private Bed bed;
  private Path data;

  @BeforeEach
  void standsBetween() throws IOException {
    proxy = new TcpProxy(POSTGRES.port());
    bed = new Bed(folder, List.of("AAPL"), "2026-02-02", "faults: []\n");
    bed.ledgerIn(
        Optional.of(
            "postgresql://postgres:s3cret-w0rd@127.0.0.1:"
                + proxy.port()
                + "/"
                + database.name()
                + "?connect_timeout=2&socketTimeout=3"));
    data = folder.resolve("data");
  }

  @AfterEach
  void stops() throws IOException {
    proxy.close();
    bed.close();
  }

  private RunReport run(Runnable within) {
    try (Sentinel sentinel = bed.open(data, Cli.FRIDAY_NIGHT)) {
      return new Runner(sentinel, "run", Clock.systemUTC()).run(landed -> within.run());
    }
  }

  @Test
  void aRunThatCannotReachItAtItsStartSaysWhatItTried() throws IOException {
    proxy.cut();

    RunReport report = run(() -> {});

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains("could not connect at postgresql://postgres@127.0.0.1:" + proxy.port())
        .contains("/" + database.name())
        .doesNotContain("s3cret-w0rd");
    assertThat(data.resolve("bronze")).doesNotExist();
    assertThat(Files.readString(data.resolve("gold/freshness.json"))).contains("UNKNOWN");
  }

  @Test
  @Timeout(120)
  void aRunWhoseDatabaseGoesAwayEndsWithCodeFiveAndTheNextOneComesToTheSame() throws IOException {
    RunReport broken = run(this::cut);
    assertThat(broken.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(broken.problems()).singleElement().asString().contains("could not connect at post");
    proxy.mend();
    asIfTheProcessWereGone();

    comesToTheSame();
  }

  @Test
  @Timeout(120)
  void aRunWhoseDatabaseHangsEndsWithCodeFive() {
    RunReport broken = run(proxy::swallow);

    assertThat(broken.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(broken.problems())
        .singleElement()
        .asString()
        .contains(" at postgresql://postgres@127.0.0.1:" + proxy.port());
  }

  private void cut() {
    try {
      proxy.cut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tests are one process, which still lives. */
  private void asIfTheProcessWereGone() {
    try (SqlLedger ledger = new PostgresLedger(database.connected())) {
      assertThat(ledger.lease().current()).isPresent();
    }
    database.execute("UPDATE sentinel_ledger.lease SET pid = 999999999");
  }

  private void comesToTheSame() throws IOException {
    assertThat(run(() -> {}).exitCode()).isZero();
    Path whole = folder.resolve("whole");
    bed.ledgerIn(Optional.empty()).run(whole, Cli.FRIDAY_NIGHT);
    assertThat(Bed.tables(data)).isEqualTo(Bed.tables(whole));
    assertThat(data.resolve("gold/freshness.json"))
        .hasSameTextualContentAs(whole.resolve("gold/freshness.json"));
  }
}
