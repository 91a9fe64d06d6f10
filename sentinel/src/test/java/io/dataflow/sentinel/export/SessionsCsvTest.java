package io.dataflow.sentinel.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsCsvTest {
  @Test
  void writesOpenAndCloseInUtc() {
    assertThat(SessionsCsv.text(Days.of("XNYS", "2024-07-02", "2024-07-05").sessions()))
        .isEqualTo(
            """
            session,open,close,break_start,break_end
            2024-07-02,2024-07-02T13:30:00Z,2024-07-02T20:00:00Z,,
            2024-07-03,2024-07-03T13:30:00Z,2024-07-03T17:00:00Z,,
            2024-07-05,2024-07-05T13:30:00Z,2024-07-05T20:00:00Z,,
            """);
  }

  @Test
  void writesTheBreakOfASession() {
    assertThat(SessionsCsv.text(Days.of("XTKS", "2024-11-01", "2024-11-05").sessions()))
        .isEqualTo(
            """
            session,open,close,break_start,break_end
            2024-11-01,2024-11-01T00:00:00Z,2024-11-01T06:00:00Z,2024-11-01T02:30:00Z,2024-11-01T03:30:00Z
            2024-11-05,2024-11-05T00:00:00Z,2024-11-05T06:30:00Z,2024-11-05T02:30:00Z,2024-11-05T03:30:00Z
            """);
  }

  @Test
  void aSessionThatOpensTheEveningBeforeHasItsOwnDate() {
    assertThat(SessionsCsv.text(Days.of("CMES", "2024-07-01", "2024-07-01").sessions()))
        .endsWith("\n2024-07-01,2024-06-30T22:00:00Z,2024-07-01T21:00:00Z,,\n");
  }

  @Test
  void noSessionsLeaveTheHeader() {
    assertThat(SessionsCsv.text(List.of())).isEqualTo("session,open,close,break_start,break_end\n");
  }
}
