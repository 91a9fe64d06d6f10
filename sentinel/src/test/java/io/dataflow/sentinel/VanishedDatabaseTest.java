package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL that holds the ledger goes away in the middle of a run, and comes back. */
@Tag("slow")
class VanishedDatabaseTest {
  @TempDir private Path folder;

  @Test
  void aRunWhoseDatabaseVanishesSaysSoAndTheNextOneComesToTheSame() throws IOException {
    try (Bed bed = History.bed(folder)) {
      Path undisturbed = folder.resolve("undisturbed");
      bed.run(undisturbed, History.THURSDAY);
      RunReport whole = bed.run(undisturbed, History.MONDAY);

      Path data = folder.resolve("disturbed");
      Path server = Files.createDirectory(folder.resolve("server"));
      int port;
      RunReport cutOff;
      try (EmbeddedPostgres first = started(server, 0)) {
        port = first.getPort();
        bed.ledgerIn(Optional.of(address(port)));
        bed.run(data, History.THURSDAY);
        cutOff = stopped(bed, data, first);
      }
      Map<String, List<String>> left = Bed.tables(data);

      assertThat(cutOff.exitCode()).isEqualTo(ExitCode.NOT_RECORDED);
      assertThat(cutOff.problems().get(0))
          .startsWith("fetch: could not ")
          .contains("127.0.0.1:" + port, "Check host, port, encryption (sslmode)");
      assertThat(Files.readString(data.resolve("gold/freshness.json"))).contains("fetch: could");
      assertThat(bed.run(data, History.MONDAY).exitCode()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(Bed.tables(data)).isEqualTo(left);

      try (EmbeddedPostgres again = started(server, port)) {
        RunReport next = bed.run(data, History.MONDAY);

        assertThat(next.exitCode()).isEqualTo(whole.exitCode());
        assertThat(Bed.tables(data)).isEqualTo(Bed.tables(undisturbed));
        for (String file : List.of("gold/freshness.json", "gold/aggregates.csv")) {
          assertThat(data.resolve(file)).hasSameTextualContentAs(undisturbed.resolve(file));
        }
      }
    }
  }

  private static EmbeddedPostgres started(Path data, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private static String address(int port) {
    return "postgresql://postgres@127.0.0.1:" + port + "/postgres";
  }

  /** Stops the server when the first answer has come. */
  private static RunReport stopped(Bed bed, Path data, EmbeddedPostgres server) {
    AtomicBoolean running = new AtomicBoolean(true);
    try (Sentinel sentinel = bed.open(data, History.MONDAY)) {
      return new Runner(sentinel, "run", Clock.systemUTC())
          .run(
              landed -> {
                if (running.getAndSet(false)) {
                  stop(server);
                }
              });
    }
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
