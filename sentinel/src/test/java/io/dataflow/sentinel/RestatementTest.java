package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.Payloads;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.SharedData;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One session of 2020 as it was told in 2021, 2024 and 2025. */
@Tag("it")
class RestatementTest {
  private static final List<Instant> TOLD =
      List.of(
          Instant.parse("2021-11-21T13:42:10Z"),
          Instant.parse("2024-09-16T12:14:30Z"),
          Instant.parse("2025-02-20T11:47:50Z"));

  @TempDir private Path folder;

  /**
   * A 20:1 split of 2022 lies outside of what was asked for: nothing in the answers tells of it.
   */
  @Test
  void reportsARestatementWhoseSplitNobodyTold() throws IOException {
    TestProject project = project("AMZN");
    List<RunReport> reports = replay(project);
    assertThat(reports.get(1).promoted().restated())
        .containsExactly(
            new io.dataflow.sentinel.silver.Promoted.Restatement(
                "AMZN",
                LocalDate.parse("2020-01-02"),
                "close 1898.01 -> 94.9005, volume 4029000 -> 80580000"));
    assertThat(reports.get(1).exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(project.silver().bar("AMZN", "2020-01-02").close()).isEqualTo(94.9005);
    assertThat(causes(project)).containsExactly("1898.01 unexplained");
  }

  @Test
  void keepsAnAdjustedCloseThatDividendsMovedWithoutAVersion() throws IOException {
    TestProject project = project("AAPL");
    List<RunReport> reports = replay(project);
    assertThat(reports.get(1).promoted().count("adjusted")).isEqualTo(1);
    assertThat(reports.get(2).promoted().count("adjusted")).isEqualTo(1);
    assertThat(causes(project)).isEmpty();
    assertThat((float) project.silver().bar("AAPL", "2020-01-02").adjclose()).isEqualTo(72.71607f);
    assertThat(
            project.query(
                SilverTables.CORPORATE_ACTIONS,
                "SELECT type FROM t ORDER BY known_at",
                r -> r.text(1)))
        .containsExactly("adjustment", "adjustment");
  }

  @Test
  void keepsTheAdjustedClosesWhenAnAnswerHasNone() throws IOException {
    TestProject project =
        new TestProject(folder)
            .assets("AAPL")
            .dates(LocalDate.parse("2024-03-06"), Optional.empty());
    try (PayloadServer server = new PayloadServer()) {
      server.chart("AAPL", Payloads.three("AAPL"));
      project.run(server.base(), Instant.parse("2024-03-11T12:00:00Z"));
      server.chart("AAPL", Payloads.three("AAPL").withoutAdjustedClose());
      project.run(server.base(), Instant.parse("2024-03-11T13:00:00Z"));
    }
    assertThat(project.silver().bar("AAPL", "2024-03-08").adjclose()).isEqualTo(13);
  }

  private TestProject project(String symbol) {
    return new TestProject(folder)
        .assets(symbol)
        .dates(LocalDate.parse("2020-01-01"), Optional.of(LocalDate.parse("2020-01-02")));
  }

  private static List<String> causes(TestProject project) {
    return project.query(
        SilverTables.BAR_VERSIONS,
        "SELECT close, cause FROM t ORDER BY known_from",
        r -> r.number(1) + " " + r.text(2));
  }

  private static List<RunReport> replay(TestProject project) throws IOException {
    MovableClock clock = new MovableClock(TOLD.get(0));
    List<RunReport> reports = new ArrayList<>();
    try (StandInServer server =
        new StandInServer(Market.recordings(SharedData.folder("yahoo")), Faults.none(), clock)) {
      URI url = server.start(0);
      for (Instant now : TOLD) {
        clock.moveTo(now);
        reports.add(project.run(url, now));
      }
    }
    return reports;
  }
}
