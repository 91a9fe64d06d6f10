package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.postgres.RealPostgres;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

@Tag("it")
class DoctorCommandTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  @TempDir private static Path made;
  @TempDir private Path folder;

  /** A project that has run once; each test takes a copy. */
  @BeforeAll
  static void runs() {
    try (Cli cli = new Cli(made).market("")) {
      assertThat(cli.run().code()).isZero();
    }
  }

  private Cli copied() throws IOException {
    Bed.copy(made, folder.resolve("project"));
    return new Cli(folder.resolve("project")).market("");
  }

  private Path data() {
    return folder.resolve("project/data");
  }

  @Test
  void saysOfEverythingThatItIsWell() throws IOException {
    try (Cli cli = copied()) {
      Bed.tables(data()); // enters the copied folder
      Cli.Ended ended = cli.on("doctor", "--deep");

      assertThat(ended.out())
          .containsPattern("ok +settings +1 instruments")
          .containsPattern("ok +java +")
          .containsPattern("ok +disk of bronze +.* MiB free, writable")
          .containsPattern("ok +source +http://127.0.0.1:\\d+ answers")
          .containsPattern("ok +clock +within 0 s")
          .containsPattern("ok +ledger +.*ledger.db, SQLite, whole")
          .containsPattern("ok +ledger schema +schema \\d+ of \\d+")
          .containsPattern("ok +open batches +none")
          .containsPattern("ok +bronze +\\d+ receipts, every byte is what was received")
          .containsPattern("ok +silver.bars +\\d+ rows in \\d+ files, every byte as it was written")
          .containsPattern("ok +gold.latest_bars +1 rows")
          .containsPattern("ok +run lock +")
          .doesNotContain("FAIL");
    }
  }

  @Test
  void seesAnAnswerThatIsCutOffWithoutReadingAllOfBronze() throws IOException {
    try (Cli cli = copied();
        Stream<Path> files = Files.walk(data().resolve("bronze/yahoo"))) {
      Path answer = files.filter(f -> f.toString().endsWith(".gz")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(answer);
      Files.write(answer, Arrays.copyOf(bytes, bytes.length / 2));

      assertThat(cli.on("doctor", "--offline").out())
          .containsPattern("FAIL +bronze +the answer .*: it is cut off.*sentinel repair bronze");
    }
  }

  @Test
  void changesNothing() throws IOException {
    try (Cli cli = copied()) {
      Map<String, String> before = Bed.files(folder.resolve("project"), name -> true);

      cli.on("doctor", "--deep");

      assertThat(Bed.files(folder.resolve("project"), name -> true)).isEqualTo(before);
    }
  }

  @Test
  void makesNothingWhereNothingIs() throws IOException {
    try (Cli cli = new Cli(folder).market("")) {
      Cli.Ended ended = cli.on("doctor");

      assertThat(ended.out()).contains("silver.bars", "not written yet").doesNotContain("FAIL");
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void saysThatTheFolderWasMoved() throws IOException {
    try (Cli cli = copied()) {
      Cli.Ended ended = cli.on("doctor", "--offline");

      assertThat(ended.out())
          .contains("its folder was moved or copied from " + made.resolve("data/silver/bars"))
          .doesNotContain("FAIL");
      assertThat(ended.code()).isEqualTo(ExitCode.WARNINGS);
    }
  }

  @Test
  void aSourceThatCannotBeReachedIsAFailureAndOfflineSaysWhatItLeavesOut() throws IOException {
    try (Cli cli = copied()) {
      cli.source("http://127.0.0.1:9");

      Cli.Ended failed = cli.on("doctor");
      Cli.Ended offline = cli.on("doctor", "--offline");

      assertThat(failed.code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(failed.out())
          .containsPattern("FAIL +source +http://127.0.0.1:9 cannot be reached: .*Do: check")
          .containsPattern("FAIL +clock +not compared");
      assertThat(offline.code()).isEqualTo(ExitCode.WARNINGS);
      assertThat(offline.out()).containsPattern("- +source +not asked \\(--offline\\)");
    }
  }

  @Test
  void comparesTheClockWithTheSourcesDate() throws IOException {
    Instant said = Instant.parse("2026-03-07T04:45:00Z");
    try (StandInServer server =
        new StandInServer(Market.simulated(7), Faults.none(), new MovableClock(said))) {
      String base = server.start(0).toString();

      assertThat(clock(base, said.plusSeconds(61)).level()).isEqualTo(Symptom.Level.OK);
      assertThat(clock(base, said.plusSeconds(62)).level()).isEqualTo(Symptom.Level.WARN);
      assertThat(clock(base, said.minusSeconds(60)).level()).isEqualTo(Symptom.Level.OK);
      assertThat(clock(base, said.minusSeconds(61)).level()).isEqualTo(Symptom.Level.WARN);
      Symptom late = clock(base, said.plus(Duration.ofMinutes(5)));
      assertThat(late.what())
          .contains("says 2026-03-07T04:50:00Z and the source 2026-03-07T04:45:00Z");
      assertThat(late.todo()).contains("set the clock, for instance by: timedatectl set-ntp true");
    }
  }

  private static Symptom clock(String base, Instant now) {
    return new SourceCheck(base, Clock.fixed(now, ZoneOffset.UTC)).symptoms().get(1);
  }

  @Test
  void namesOpenBatchesAndWhatFinishesThem() throws Exception {
    try (Cli cli = copied()) {
      sqlite("UPDATE batch SET closed_at = NULL");

      assertThat(cli.on("doctor", "--offline").out())
          .containsPattern("warn +open batches +1, of a run that .*Do: sentinel run");
    }
  }

  @Test
  void aLedgerOfANewerProgramIsAFailure() throws Exception {
    try (Cli cli = copied()) {
      sqlite("UPDATE flyway_schema_history SET version = '99' WHERE version = '1'");

      Cli.Ended ended = cli.on("doctor", "--offline");

      assertThat(ended.code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(ended.out()).containsPattern("FAIL +ledger schema +schema 99 of \\d+: a newer");
    }
  }

  private void sqlite(String statement) throws SQLException {
    try (Connection connection =
            new JDBC().connect("jdbc:sqlite:" + data().resolve("ledger.db"), new Properties());
        Statement open = connection.createStatement()) {
      open.execute(statement);
    }
  }

  @Test
  void onlyTheDeepLookReadsEveryByte() throws IOException {
    try (Cli cli = copied()) {
      Path answer = Damage.newest(data().resolve("bronze/yahoo"), n -> n.endsWith(".gz"));
      Path bars = Damage.newest(data().resolve("silver/bars/data"), n -> n.endsWith(".parquet"));
      Damage.FLIPPED.to(answer);
      Damage.FLIPPED.to(bars);

      assertThat(cli.on("doctor", "--offline").out()).doesNotContain("FAIL");
      Cli.Ended deep = cli.on("doctor", "--offline", "--deep", "--json");

      assertThat(deep.code()).isEqualTo(ExitCode.NOT_EVALUATED);
      Map<?, ?> json = (Map<?, ?>) Json.read(deep.out());
      assertThat(json.get("exit_code")).isEqualTo(3L);
      List<Map<?, ?>> failed =
          ((List<?>) json.get("checks"))
              .stream()
                  .<Map<?, ?>>map(check -> (Map<?, ?>) check)
                  .filter(check -> "fail".equals(check.get("level")))
                  .toList();
      assertThat(failed).hasSize(2);
      assertThat(failed.get(0).get("what").toString()).contains(answer.toString());
      assertThat(failed.get(0).get("todo")).isEqualTo("sentinel repair bronze");
      assertThat(failed.get(1).get("what").toString())
          .contains(bars.toString(), "sentinel rebuild silver");
    }
  }

  @Test
  void looksAtTheDatabaseWithoutMakingALedgerInIt() throws IOException {
    try (Cli cli = copied()) {
      RealPostgres.Database database = POSTGRES.database();
      String source = cli.address().toString();
      cli.file(
          ".env", "SENTINEL_YAHOO_URL=" + source + "\nDATABASE_URL=" + database.address() + "\n");

      Cli.Ended before = cli.on("doctor");
      assertThat(before.out())
          .containsPattern("warn +ledger +the database has none yet, and .*ledger.db may hold")
          .contains("sentinel ledger copy");
      assertThat(cli.on("ledger copy").code()).isZero();
      cli.run();
      Cli.Ended after = cli.on("doctor");

      assertThat(before.out())
          .containsPattern("ok +database +postgresql://postgres@127.0.0.1:.*PostgreSQL 18")
          .contains("not encrypted; no ledger yet, the first run makes it");
      assertThat(after.out())
          .containsPattern("ok +ledger schema +schema")
          .doesNotContain("FAIL")
          .doesNotContain("the database has none yet");
      assertThat(cli.on("doctor", "--offline").out())
          .containsPattern("- +database +.* not asked \\(--offline\\)");
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsAFailureWithoutThePassword() throws IOException {
    try (Cli cli = copied()) {
      String source = cli.address().toString();
      cli.file(
          ".env",
          "SENTINEL_YAHOO_URL=" + source + "\nDATABASE_URL=postgresql://u:s3cret@127.0.0.1:9/d\n");

      Cli.Ended ended = cli.on("doctor");

      assertThat(ended.code()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(ended.out()).containsPattern("FAIL +ledger +could not connect at .*127.0.0.1:9");
      assertThat(ended.said()).doesNotContain("s3cret");
    }
  }

  @Test
  void badSettingsEndItWithAllTheirProblems() throws IOException {
    try (Cli cli = copied()) {
      cli.file("config/assets.yaml", "assets: [AAPL]\nstart_dat: 2026-02-02\n");

      Cli.Ended ended = cli.on("doctor", "--offline");

      assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
      assertThat(ended.err()).contains("start_dat");
    }
  }

  @Test
  void saysThatAFolderIsInTheWay() throws IOException {
    try (Cli cli = copied()) {
      Bed.remove(data().resolve("gold"));
      Files.writeString(data().resolve("gold"), "");

      Cli.Ended ended = cli.on("doctor", "--offline");

      assertThat(ended.out()).containsPattern("FAIL +disk of gold +.*gold is no folder");
    }
  }

  @Test
  void asksNoDatabaseOffline() {
    try (Cli cli = new Cli(folder).market("")) {
      cli.file(".env", "DATABASE_URL=postgresql://u:w0rd@127.0.0.1:9/d\n");
      Cli.Ended ended = cli.on("doctor", "--offline");
      assertThat(ended.out())
          .containsPattern("- +database +.*not asked \\(--offline\\)")
          .containsPattern("- +messages +the database was not asked")
          .doesNotContain("FAIL");
    }
  }
}
