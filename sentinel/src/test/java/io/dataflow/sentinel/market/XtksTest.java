package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtksTest extends TradingCalendarConformance {
  XtksTest() {
    super("XTKS");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-01, 2024-11-01T06:00:00Z",
    "2024-11-05, 2024-11-05T06:30:00Z",
    "2024-12-30, 2024-12-30T06:30:00Z",
  })
  void closesAt(LocalDate date, Instant close) {
    assertThat(calendar().session(date, NOW)).map(Session::close).hasValue(close);
  }

  @Test
  void pausesForLunch() {
    assertThat(calendar().session(LocalDate.of(2024, 11, 5), NOW).orElseThrow().pause())
        .hasValue(
            new Session.Pause(
                Instant.parse("2024-11-05T02:30:00Z"), Instant.parse("2024-11-05T03:30:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-05T02:29:59Z, false",
    "2024-11-05T02:30:00Z, true",
    "2024-11-05T03:29:59Z, true",
    "2024-11-05T03:30:00Z, false",
  })
  void runsOnThroughLunch(Instant moment, boolean paused) {
    Session running = calendar().at(moment, NOW).orElseThrow();
    assertThat(running.date()).isEqualTo("2024-11-05");
    assertThat(running.pausedAt(moment)).isEqualTo(paused);
  }

  @Test
  void runsAfterTheOldCloseOnlySinceItMoved() {
    assertThat(calendar().at(Instant.parse("2024-11-01T06:10:00Z"), NOW)).isEmpty();
    assertThat(calendar().at(Instant.parse("2024-11-05T06:10:00Z"), NOW)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-04", "2020-10-01", "2019-10-22", "2026-09-22", "2027-03-22"})
  void closesOn(LocalDate date) {
    assertThat(calendar().session(date, NOW)).isEmpty();
  }

  @Test
  void isSureOnlyAsFarAsTheGazetteGoes() {
    assertThat(calendar().verifiedUntil()).hasValue(LocalDate.of(2027, 12, 31));
  }
}
