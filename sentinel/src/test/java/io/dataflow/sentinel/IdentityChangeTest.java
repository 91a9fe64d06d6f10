package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A symbol that may name something else now is held until somebody decides. */
@Tag("it")
class IdentityChangeTest {
  private static final Instant MONDAY = Instant.parse("2024-03-11T12:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2024-03-12T12:00:00Z");

  @TempDir private Path folder;

  private static Payloads four(String symbol) {
    return Payloads.three(symbol).row("2024-03-11T13:30:00Z", "13", "15", "12", "14", "1300");
  }

  @Test
  void holdsTheInstrumentWhoseCurrencyChangedAndNoOther() throws IOException {
    TestProject project =
        new TestProject(folder)
            .assets("CHANGED", "SAME")
            .dates(LocalDate.parse("2024-03-06"), Optional.empty());
    try (PayloadServer server = new PayloadServer()) {
      server.chart("CHANGED", Payloads.three("CHANGED")).chart("SAME", Payloads.three("SAME"));
      project.run(server.base(), MONDAY);
      server.chart("CHANGED", four("CHANGED").meta("currency", "\"EUR\""));
      server.chart("SAME", four("SAME"));

      RunReport held = project.run(server.base(), TUESDAY);

      assertThat(held.held()).containsOnlyKeys("CHANGED").containsValue("currency USD -> EUR");
      assertThat(held.exitCode()).isEqualTo(ExitCode.DATA);
      TestProject.Silver silver = project.silver();
      assertThat(silver.of("CHANGED").bars()).hasSize(3);
      assertThat(silver.of("SAME").bars()).hasSize(4);

      server.chart("CHANGED", four("CHANGED"));
      RunReport released = project.run(server.base(), TUESDAY.plusSeconds(60));

      assertThat(released.held()).isEmpty();
      assertThat(project.silver().of("CHANGED").bars()).hasSize(4);
    }
  }

  @Test
  void holdsARecordedInstrumentThatBecameAFund() throws IOException {
    TestProject project =
        new TestProject(folder)
            .assets("WSKT.JK")
            .dates(LocalDate.parse("2020-01-01"), Optional.of(LocalDate.parse("2020-01-02")));
    Instant first = Instant.parse("2021-11-21T14:00:00Z");
    MovableClock clock = new MovableClock(first);
    try (StandInServer server =
        new StandInServer(Market.recordings(SharedData.folder("yahoo")), Faults.none(), clock)) {
      URI url = server.start(0);
      project.run(url, first);
      clock.moveTo(Instant.parse("2024-09-16T13:00:00Z"));

      RunReport report = project.run(url, clock.instant());

      assertThat(report.held().get("WSKT.JK")).contains("instrument type EQUITY -> MUTUALFUND");
    }
  }
}
