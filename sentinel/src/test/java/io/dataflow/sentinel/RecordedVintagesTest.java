package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.Recording;
import io.dataflow.sentinel.source.standin.SharedData;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One request recorded again and again over eleven weeks, replayed into one lake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("it")
class RecordedVintagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @TempDir private static Path folder;
  private final List<Recording> vintages = new ArrayList<>();
  private final List<RunReport> reports = new ArrayList<>();
  private TestProject project;
  private List<Version> versions;

  /** A superseded bar. */
  private record Version(
      LocalDate session,
      double close,
      long volume,
      String state,
      Instant from,
      Instant to,
      String cause) {}

  @BeforeAll
  void replaysThemInOrder() throws IOException {
    Path recordings = SharedData.folder("yahoo");
    var market = Market.recordings(recordings);
    market.recordings().stream()
        .filter(r -> r.file().toString().contains("vintages/AAPL"))
        .forEach(vintages::add);
    project = new TestProject(folder).assets("AAPL");
    project.dates(LocalDate.parse("2025-02-10"), Optional.empty());
    project.pipeline("reread_sessions: 200");
    MovableClock clock = new MovableClock(Instant.EPOCH);
    try (StandInServer server = new StandInServer(market, Faults.none(), clock)) {
      URI url = server.start(0);
      for (Recording vintage : vintages) {
        clock.moveTo(vintage.recordedAt());
        reports.add(project.run(url, clock.instant()));
      }
    }
    versions =
        project.query(
            SilverTables.BAR_VERSIONS,
            "SELECT session, close, volume, state, known_from, known_to, cause FROM t"
                + " ORDER BY session, known_from",
            r ->
                new Version(
                    r.date(1),
                    r.number(2),
                    r.bigint(3),
                    r.text(4),
                    r.instant(5),
                    r.instant(6),
                    r.text(7)));
    Map<String, Integer> causes = new TreeMap<>();
    versions.forEach(v -> causes.merge(v.cause(), 1, Integer::sum));
    System.out.println(
        "recorded vintages: " + vintages.size() + " of AAPL, superseded bars by cause " + causes);
  }

  @Test
  void eachRunTookItsOwnVintage() {
    assertThat(vintages).hasSize(43);
    for (int i = 0; i < vintages.size(); i++) {
      assertThat(reports.get(i).problems())
          .as("vintage " + (i + 1))
          .noneMatch(p -> p.contains("not fetched"));
      assertThat(reports.get(i).held()).as("vintage " + (i + 1)).isEmpty();
      assertThat(reports.get(i).promoted().refused()).as("vintage " + (i + 1)).isEmpty();
    }
  }

  @Test
  void leavesOneBarASession() {
    assertThat(project.silver().bars())
        .extracting(TestProject.Bar::session)
        .doesNotHaveDuplicates();
  }

  /** The last word on a session is the newest vintage that showed it settled. */
  @Test
  void leavesTheSettledValues() throws IOException {
    Map<LocalDate, List<Object>> last = new TreeMap<>();
    for (Recording vintage : vintages) {
      JsonNode result = JSON.readTree(vintage.file().toFile()).at("/chart/result/0");
      long traded = result.at("/meta/regularMarketTime").asLong();
      JsonNode quote = result.at("/indicators/quote/0");
      for (int i = 0; i < result.get("timestamp").size(); i++) {
        long stamp = result.get("timestamp").get(i).asLong();
        LocalDate session = Instant.ofEpochSecond(stamp).atZone(NEW_YORK).toLocalDate();
        Instant settled =
            session.atTime(16, 0).atZone(NEW_YORK).toInstant().plus(Duration.ofHours(6));
        boolean isFinal = stamp != traded && !vintage.recordedAt().isBefore(settled);
        List<Object> values =
            List.of(
                quote.get("close").get(i).floatValue(),
                quote.get("volume").get(i).asLong(),
                isFinal ? "final" : "provisional");
        boolean older = last.containsKey(session) && last.get(session).get(2).equals("final");
        if (isFinal || !older) {
          last.put(session, values);
        }
      }
    }
    Map<LocalDate, List<Object>> silver = new TreeMap<>();
    for (TestProject.Bar bar : project.silver().bars()) {
      silver.put(
          bar.session(), List.of((float) bar.close(), bar.volume().orElseThrow(), bar.state()));
    }
    assertThat(silver).isEqualTo(last);
  }

  @Test
  void keepsEachSupersededVersionWithItsTimeAndCause() {
    assertThat(versions).isNotEmpty();
    assertThat(versions)
        .allSatisfy(
            v -> {
              assertThat(v.from()).isBefore(v.to());
              assertThat(v.cause()).isIn("settled", "updated", "volume");
            });
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i).session().equals(versions.get(i - 1).session())) {
        assertThat(versions.get(i).from()).isEqualTo(versions.get(i - 1).to());
      }
    }
  }

  @Test
  void callsLateVolumeCorrectionsVolume() {
    List<Version> late = versions.stream().filter(v -> v.state().equals("final")).toList();
    assertThat(late).isNotEmpty().allSatisfy(v -> assertThat(v.cause()).isEqualTo("volume"));
  }

  @Test
  void makesNoVersionOfJitterInAdjustedCloses() {
    assertThat(reports.stream().mapToLong(r -> r.promoted().count("adjusted")).sum()).isZero();
  }
}
