package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our sessions beside the expected answers of another library, over their whole range. */
class RecordedSessionsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "XNYS, xnys.csv",
    "XLON, xlon.csv",
    "XTKS, xtks.csv",
    "24/7, 24-7.csv",
    "24/5, 24-5.csv"
  })
  void equalSessionForSession(String name, String file) throws IOException {
    Optional<Path> csv = RecordedSessions.shared("calendars/" + file);
    assumeTrue(csv.isPresent(), "no recorded sessions of " + name);
    List<RecordedSessions.Row> expected = RecordedSessions.read(csv.get());
    LocalDate first = expected.get(0).date();
    LocalDate last = expected.get(expected.size() - 1).date();
    TradingCalendar calendar = new Calendars(Optional.empty()).find(name).orElseThrow();
    List<RecordedSessions.Row> ours =
        calendar.sessions(first, last, NOW).stream().map(RecordedSessions.Row::of).toList();
    assertThat(ours).containsExactlyElementsOf(expected);
    System.out.printf(
        "%s: %d recorded sessions compared, %s to %s%n", name, expected.size(), first, last);
  }
}
