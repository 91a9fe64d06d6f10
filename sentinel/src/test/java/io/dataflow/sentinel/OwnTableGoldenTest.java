package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The golden cases about calendars, asked of a table of a user's own by the command line: what is
 * had, the instant, what is said of a session and of the feed. Lag 1 h, grace 30 min.
 */
class OwnTableGoldenTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {1}, had {2}, as of {3}")
  @CsvSource({
    "1, XNYS, 2024-02-02, 2024-02-05T13:00:00Z, 2024-02-05, NOT_DUE, FRESH",
    "2, XNYS, 2024-02-16, 2024-02-20T13:00:00Z, 2024-02-19, CLOSED, FRESH",
    "3a, XNYS, 2024-11-27, 2024-11-29T19:29:59Z, 2024-11-29, NOT_DUE, FRESH",
    "3b, XNYS, 2024-11-27, 2024-11-29T19:30:00Z, 2024-11-29, OVERDUE, LATE",
    "4, XNYS, 2024-07-02, 2024-07-03T18:30:00Z, 2024-07-03, OVERDUE, LATE",
    "5, XNYS, 2024-12-23, 2024-12-24T19:30:00Z, 2024-12-24, OVERDUE, LATE",
    "6, XNYS, 2024-03-07, 2024-03-08T22:30:00Z, 2024-03-08, OVERDUE, LATE",
    "7a, XNYS, 2024-03-08, 2024-03-11T21:29:59Z, 2024-03-11, NOT_DUE, FRESH",
    "7b, XNYS, 2024-03-08, 2024-03-11T21:30:00Z, 2024-03-11, OVERDUE, LATE",
    "8, XLON, 2024-03-15, 2024-03-18T18:00:00Z, 2024-03-18, OVERDUE, LATE",
    "9, XLON, 2024-03-28, 2024-04-02T17:00:00Z, 2024-04-01, CLOSED, LATE",
    "10, XNYS, 2024-03-28, 2024-04-01T13:00:00Z, 2024-03-29, CLOSED, FRESH",
    "11, XNYS, 2024-10-11, 2024-10-14T21:30:00Z, 2024-10-14, OVERDUE, LATE",
    "12, XNYS, 2024-11-08, 2024-11-11T22:30:00Z, 2024-11-11, OVERDUE, LATE",
    "13, XNYS, 2025-01-08, 2025-01-10T13:00:00Z, 2025-01-09, CLOSED, FRESH",
    "15a, XTKS, 2024-11-01, 2024-11-05T07:59:59Z, 2024-11-04, CLOSED, FRESH",
    "15b, XTKS, 2024-11-01, 2024-11-05T08:00:00Z, 2024-11-05, OVERDUE, LATE",
    "33a, 24/7, 2024-05-10, 2024-05-12T12:00:00Z, 2024-05-11, OVERDUE, LATE",
    "33b, 24/7, 2024-05-10, 2024-05-13T02:00:00Z, 2024-05-12, OVERDUE, STALE"
  })
  void saysOfATableWhatItSaysOfTheLake(
      String number,
      String calendar,
      String had,
      String asOf,
      String session,
      String state,
      String verdict)
      throws IOException {
    Path file = Files.writeString(folder.resolve("bars.csv"), "symbol,day\nA," + had + "\n");

    Cli.Ended ended =
        Cli.bare(
            "freshness",
            file.toString(),
            "--instrument-column",
            "symbol",
            "--session-column",
            "day",
            "--calendar",
            calendar,
            "--lag",
            "PT1H",
            "--grace",
            "PT30M",
            "--as-of",
            asOf,
            "--data",
            folder.resolve("data").toString(),
            "--json");

    JsonNode entry = new ObjectMapper().readTree(ended.out()).get("A");
    assertThat(entry.get("status").asText()).isEqualTo(verdict);
    assertThat(entry.get("sessions"))
        .filteredOn(s -> s.get("session").asText().equals(session))
        .singleElement()
        .satisfies(s -> assertThat(s.get("state").asText()).isEqualTo(state));
    assertThat(ended.code()).isEqualTo(verdict.equals("FRESH") ? 0 : 1);
  }
}
