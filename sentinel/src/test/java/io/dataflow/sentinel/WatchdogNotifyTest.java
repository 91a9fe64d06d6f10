package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watchdog of another place tells people, once. */
@Tag("it")
class WatchdogNotifyTest {
  private static final Instant TUESDAY = Instant.parse("2026-03-10T13:00:00Z");

  @TempDir private Path folder;
  private Cli runs;
  private Cli elsewhere;

  @BeforeEach
  void open() {
    runs = new Cli(folder.resolve("runs")).market("");
    runs.run();
    elsewhere = new Cli(folder.resolve("elsewhere"));
    elsewhere.file(
        "config/alerts.yaml",
        """
        route: {receiver: team}
        receivers:
        - name: team
          stdout_configs: [{format: text}]
        """);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  private Path state() {
    return folder.resolve("told.json");
  }

  private Cli.Ended watchdog(Instant at, String address) {
    return Cli.bare(
        "watchdog",
        "--max-age",
        "26h",
        "--url",
        address,
        "--notify",
        "--state",
        state().toString(),
        "--quiet",
        "--config",
        elsewhere.settings().toString(),
        "--as-of",
        at.toString());
  }

  private String summary() {
    return runs.folder().resolve("data/gold/summary.json").toString();
  }

  @Test
  void tellsOnceThatRunsStoppedAndOnceThatTheyCameBack() {
    assertThat(watchdog(Cli.FRIDAY_NIGHT.plusSeconds(3600), summary()).said()).isEmpty();
    assertThat(Files.exists(state())).isFalse();

    Cli.Ended stopped = watchdog(TUESDAY, summary());
    assertThat(stopped.code()).isOne();
    assertThat(stopped.out()).contains("CRITICAL: ").contains("Expected: ");
    String title = stopped.out().lines().filter(l -> l.startsWith("CRITICAL: ")).findFirst().get();
    assertThat(watchdog(TUESDAY.plusSeconds(600), summary()).out()).doesNotContain("CRITICAL: ");

    runs.moveTo(TUESDAY);
    runs.run();
    Cli.Ended over = watchdog(TUESDAY.plusSeconds(900), summary());
    assertThat(over.out()).contains("RESOLVED: " + title.substring("CRITICAL: ".length()));
    assertThat(over.code()).isZero();
    assertThat(watchdog(TUESDAY.plusSeconds(1200), summary()).said()).isEmpty();
    assertThat(Files.exists(state())).isFalse();
  }

  @Test
  void tellsThatItCannotLookAndTakesNothingBackThen() {
    watchdog(TUESDAY, summary());
    String gone = folder.resolve("gone.json").toString();
    Cli.Ended blind = watchdog(TUESDAY.plusSeconds(60), gone);
    assertThat(blind.code()).isEqualTo(3);
    assertThat(blind.out())
        .contains("ERROR: the watchdog cannot look at")
        .doesNotContain("RESOLVED");
  }

  @Test
  void aStateFileThatIsNoneIsToldAndLeftAlone() throws Exception {
    Files.writeString(state(), "[1, 2]");
    Cli.Ended wrong = watchdog(TUESDAY, summary());
    assertThat(wrong.code()).isEqualTo(4);
    assertThat(wrong.err()).contains("told.json:1: is not what this program keeps");
    assertThat(Files.readString(state())).isEqualTo("[1, 2]");
  }
}
